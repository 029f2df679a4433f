package com.dotscience.gateway.grpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.grpc.limits.Connection;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.gateway.options.StartFailure;
import io.grpc.InsecureServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configures the port that deployers and ds dial: its TLS, and the limits that gRPC and Netty keep for each connection. */
public final class GrpcPort {
    /** The largest message that is received, in bytes. Lists that are sent may be larger. */
    static final int MAX_MESSAGE = 512 << 10;

    static final int MAX_RESETS = 200;
    private static final int RESET_WINDOW_SECONDS = 10;
    private static final int MAX_UNREAD = 128 << 10;

    private GrpcPort() {}

    /** @throws StartFailure if the certificate or its key cannot be read */
    public static NettyServerBuilder at(
            InetSocketAddress address, Optional<GatewayOptions.Tls> tls, KeepAlive keepAlive) {
        return secured(address, tls)
                // The largest legitimate message is a model deployment, which may have half of this.
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxConcurrentCallsPerConnection(Connection.MAX_CALLS)
                // This bounds what one connection may have sent that is not read yet, over all its calls.
                .flowControlWindow(MAX_UNREAD)
                // This closes a connection that opens calls only to cancel them.
                .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                .handshakeTimeout(10, SECONDS)
                // The Go program pings every 10 s, which the default of gRPC treats as abuse.
                .permitKeepAliveTime(5, SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(keepAlive.interval().toNanos(), NANOSECONDS)
                .keepAliveTimeout(keepAlive.timeout().toNanos(), NANOSECONDS);
    }

    private static NettyServerBuilder secured(InetSocketAddress address, Optional<GatewayOptions.Tls> tls) {
        if (tls.isEmpty()) {
            return NettyServerBuilder.forAddress(address, InsecureServerCredentials.create());
        }
        Path certificate = tls.get().certificate();
        Path key = tls.get().key();
        for (Path file : List.of(certificate, key)) {
            if (!Files.isReadable(file)) {
                throw new StartFailure("cannot read " + file + "; check --tls-cert and --tls-key");
            }
        }
        try {
            return NettyServerBuilder.forAddress(
                    address, TlsServerCredentials.create(certificate.toFile(), key.toFile()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    certificate + " and " + key + " are no certificate and key: both must be PEM files,"
                            + " the key in PKCS#8 and not encrypted",
                    e);
        }
    }
}
