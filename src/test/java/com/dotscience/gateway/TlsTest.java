package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @Test
    void whoTrustsTheCertificateIsServedAndWhoDoesNotIsNot(@TempDir Path data) throws Exception {
        SelfSignedCertificate own = new SelfSignedCertificate("localhost", "EC", 256);
        SelfSignedCertificate other = new SelfSignedCertificate("localhost", "EC", 256);
        GatewayOptions options = new GatewayOptions(
                "127.0.0.1",
                0,
                Optional.of(new GatewayOptions.Tls(
                        own.certificate().toPath(), own.privateKey().toPath())),
                false,
                GatewayOptions.embeddedDatabase(data));
        try (GatewayServer gateway = GatewayServer.start(options)) {
            assertThat(health(gateway, own.certificate())).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
            assertThatThrownBy(() -> health(gateway, other.certificate()))
                    .satisfies(failure ->
                            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        } finally {
            own.delete();
            other.delete();
        }
    }

    private static HealthCheckResponse.ServingStatus health(GatewayServer gateway, File trusted) throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1",
                        gateway.port(),
                        TlsChannelCredentials.newBuilder().trustManager(trusted).build())
                .overrideAuthority("localhost")
                .build();
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } finally {
            channel.shutdownNow();
        }
    }
}
