package com.dotscience.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.InsecureServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The port that deployers and ds dial: its TLS, and what it expects of connections. */
final class GrpcPort {

    private GrpcPort() {}

    /** @throws StartFailure if the certificate or its key are none */
    static NettyServerBuilder at(InetSocketAddress address, Optional<GatewayOptions.Tls> tls, KeepAlive keepAlive) {
        return secured(address, tls)
                // The Go program pings every 10 s; gRPC's own default takes that for abuse.
                .permitKeepAliveTime(5, SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(keepAlive.silence().toNanos(), NANOSECONDS)
                .keepAliveTimeout(keepAlive.patience().toNanos(), NANOSECONDS);
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
