package com.dotscience.testing.bench.gateway;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

/**
 * A Gateway on loopback without TLS, and who calls it.
 *
 * @param token a deployer's
 */
public record Target(int port, String token) {

    /** A connection of its own, for the caller to shut down. */
    ManagedChannel connect() {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** The deployer's calls on that connection. */
    Channel calls(Channel connection) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
        metadata.put(Metadata.Key.of("version", Metadata.ASCII_STRING_MARSHALLER), "bench");
        metadata.put(
                Metadata.Key.of("capabilities", Metadata.ASCII_STRING_MARSHALLER), "tombstones,revisions,removals");
        return ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
