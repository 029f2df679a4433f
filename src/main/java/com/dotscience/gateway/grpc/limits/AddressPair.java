package com.dotscience.gateway.grpc.limits;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.SocketAddress;

/** The two addresses of a connection, which identify it: no two open connections have both in common. */
public record AddressPair(SocketAddress local, SocketAddress remote) {

    /** @param transport the attributes of a call on the connection */
    public static AddressPair of(Attributes transport) {
        return new AddressPair(
                transport.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR), transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }
}
