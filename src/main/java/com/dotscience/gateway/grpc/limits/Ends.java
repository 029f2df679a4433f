package com.dotscience.gateway.grpc.limits;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.SocketAddress;

/** The addresses of a connection, which no two that are open have both in common. */
public record Ends(SocketAddress here, SocketAddress there) {

    /** @param transport the attributes of a call */
    public static Ends of(Attributes transport) {
        return new Ends(transport.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR), transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }
}
