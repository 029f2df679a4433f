package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class TlsTest {

    @Test
    void aGatewayIsTrustedByTheGivenCaAndByNoOther() throws Exception {
        SelfSignedCertificate own = new SelfSignedCertificate("localhost", "EC", 256);
        SelfSignedCertificate other = new SelfSignedCertificate("localhost", "EC", 256);
        try (TestGateway gateway =
                new TestGateway().withTls(own.certificate(), own.privateKey()).start()) {
            try (Follower trusting = new Follower(
                    Follower.tls(gateway.address(), own.certificate().toPath()))) {
                await().until(() -> trusting.lists.size() == 1);
            }
            gateway.calls.clear();
            try (Follower distrusting = new Follower(
                    Follower.tls(gateway.address(), other.certificate().toPath()))) {
                await().until(() -> distrusting.connection.state().lastError().isPresent());
                assertThat(distrusting.connection.state().lastError().orElseThrow())
                        .startsWith("no TLS with it (does it speak TLS, and is its CA trusted here?): ");
                assertThat(gateway.calls).isEmpty();
            }
        } finally {
            own.delete();
            other.delete();
        }
    }

    @Test
    void aGatewayThatSpeaksNoTlsIsToldApart() throws Exception {
        SelfSignedCertificate any = new SelfSignedCertificate("localhost", "EC", 256);
        try (TestGateway gateway = new TestGateway().start();
                Follower follower = new Follower(
                        Follower.tls(gateway.address(), any.certificate().toPath()))) {
            await().until(() -> follower.connection.state().lastError().isPresent());
            assertThat(follower.connection.state().lastError().orElseThrow()).contains("does it speak TLS");
        } finally {
            any.delete();
        }
    }

    @Test
    void aCaFileThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
        Path noCertificate = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        for (Path file : new Path[] {noCertificate, folder.resolve("missing.pem")}) {
            assertThatThrownBy(() -> new GatewayClient(
                            Follower.tls("localhost:1", file),
                            () -> "",
                            Optional::empty,
                            Optional::empty,
                            Participation::none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The CA file " + file + " cannot be used: it has to be a PEM file with certificates");
        }
    }
}
