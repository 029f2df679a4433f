package com.dotscience.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class TlsTest {

    @Test
    void whoTrustsTheCertificateIsServedAndWhoDoesNotIsNot(@TempDir Path data) throws Exception {
        SelfSignedCertificate own = new SelfSignedCertificate("localhost", "EC", 256);
        SelfSignedCertificate other = new SelfSignedCertificate("localhost", "EC", 256);
        GatewayOptions options = new GatewayOptions(
                "127.0.0.1",
                0,
                0,
                Optional.of(new GatewayOptions.Tls(
                        own.certificate().toPath(), own.privateKey().toPath())),
                false,
                GatewayOptions.embeddedDatabase(data));
        try (GatewayServer gateway = GatewayServer.start(options)) {
            assertThat(health(gateway, own.certificate())).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
            assertThat(httpHealth(gateway, own.certificate())).isEqualTo(200);
            assertThatThrownBy(() -> httpHealth(gateway, other.certificate())).isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> health(gateway, other.certificate()))
                    .satisfies(failure ->
                            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        } finally {
            own.delete();
            other.delete();
        }
    }

    private static int httpHealth(GatewayServer gateway, File trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = new FileInputStream(trusted)) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.httpPort() + "/health"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
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
