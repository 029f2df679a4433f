package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.push.PushGrpc;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.KeyPairFiles;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the push port is configured, and a whole deployer that has one. */
@Embedded
class PushPortTest {

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>(Map.of("deployer.push.enabled", "true"));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8801", "localhost:8801", "[::1]:8801", "127.0.0.6:8801"})
    void onLoopbackItTakesThemInTheClear(String address) {
        PushPort port = at(address);

        assertThat(port.refusal()).isEmpty();
        assertThat(port.asProperties())
                .containsEntry("deployer.push.enabled", "true")
                .containsEntry("deployer.push.negotiation", "PLAINTEXT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8801", "[::]:8801", "10.1.2.3:8801", "no-such-host.invalid:8801"})
    void elsewhereItStaysOffUnlessItIsToldOtherwise(String address) {
        PushPort port = at(address);

        assertThat(port.refusal())
                .hasValue("Push stays off, and nothing is deleted: " + address + " is no loopback address. Set"
                        + " deployer.push.tls.cert, deployer.push.tls.key, deployer.push.tls.client-ca, or"
                        + " deployer.push.insecure=true to let the token cross the network in the clear");
        assertThat(port.asProperties()).containsEntry("deployer.push.enabled", "false");
        assertThat(port.enabled()).isTrue();

        settings.put("deployer.push.insecure", "true");
        assertThat(at(address).refusal()).isEmpty();
        assertThat(at(address).asProperties()).containsEntry("deployer.push.enabled", "true");

        settings.put("deployer.push.enabled", "false");
        settings.put("deployer.push.insecure", "false");
        assertThat(at(address).refusal()).isEmpty();
    }

    @Test
    void whatCannotBeUsedForTlsIsNamedAndPushStaysOff() throws Exception {
        KeyPairFiles own = KeyPairFiles.make(folder, "own");
        settings.put("deployer.push.enabled", "true");
        settings.put("deployer.push.insecure", "true");
        settings.put("deployer.push.tls.cert", own.certificate().toString());

        // On loopback as well, and whatever is allowed in the clear: whoever asks for TLS gets that or nothing.
        assertThat(at("127.0.0.1:8801").refusal())
                .hasValue(
                        "Push stays off, and nothing is deleted: deployer.push.tls.key names no file that can be read: ''."
                                + " Set all of deployer.push.tls.cert, deployer.push.tls.key, deployer.push.tls.client-ca, or none");
        assertThat(at("127.0.0.1:8801").asProperties()).containsEntry("deployer.push.enabled", "false");

        settings.put("deployer.push.tls.key", own.key().toString());
        settings.put(
                "deployer.push.tls.client-ca",
                Files.writeString(folder.resolve("empty.pem"), "nothing").toString());
        assertThat(at("10.1.2.3:8801").refusal().orElseThrow())
                .startsWith("Push stays off, and nothing is deleted: deployer.push.tls.cert, deployer.push.tls.key,"
                        + " deployer.push.tls.client-ca must be PEM files: ");
        settings.put("deployer.push.tls.key", "a\0b");
        assertThat(at("10.1.2.3:8801").refusal().orElseThrow())
                .contains("deployer.push.tls.key names no file that can be read");

        settings.put("deployer.push.enabled", "false");
        assertThat(at("10.1.2.3:8801").refusal()).isEmpty();
    }

    private PushPort at(String address) {
        settings.put("deployer.push.address", address);
        return new PushPort(Settings.load(Map.of(), settings));
    }

    @Test
    void withTlsCallersNeedACertificateOfTheirOwn() throws Exception {
        KeyPairFiles own = KeyPairFiles.make(folder, "own");
        KeyPairFiles caller = KeyPairFiles.make(folder, "caller");
        KeyPairFiles stranger = KeyPairFiles.make(folder, "stranger");
        int port = freePort();
        try (WholeDeployer whole = new WholeDeployer(folder)) {
            whole.with("deployer.push.enabled", "true")
                    .with("deployer.push.address", "127.0.0.1:" + port)
                    .with("deployer.push.tls.cert", own.certificate().toString())
                    .with("deployer.push.tls.key", own.key().toString())
                    .with("deployer.push.tls.client-ca", caller.certificate().toString())
                    .start();
            Deployment pushed = Deployment.parseFrom(model("p").toByteArray());

            for (ChannelCredentials refused : new ChannelCredentials[] {
                InsecureChannelCredentials.create(),
                trusting(own).build(),
                trusting(own)
                        .keyManager(
                                stranger.certificate().toFile(), stranger.key().toFile())
                        .build()
            }) {
                assertThatThrownBy(() -> push(port, refused, pushed))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageStartingWith("UNAVAILABLE");
            }
            assertThat(whole.deployments()).isEmpty();
            push(
                    port,
                    trusting(own)
                            .keyManager(
                                    caller.certificate().toFile(), caller.key().toFile())
                            .build(),
                    pushed);

            await().until(() -> whole.deployments().size() == 1);
        }
    }

    @Test
    void whereItStaysOffTheRestRuns() throws Exception {
        int port = freePort();
        try (WholeDeployer whole = new WholeDeployer(folder)) {
            whole.with("deployer.push.enabled", "true")
                    .with("deployer.push.address", "0.0.0.0:" + port)
                    .start();
            whole.gateway().put(model("a"));

            await().until(() -> whole.deployments().size() == 1);
            assertThat(whole.health().at("/details/desired_state/missing").asText())
                    .startsWith("Push stays off, and nothing is deleted: 0.0.0.0:" + port + " is no loopback address.");
            assertThatThrownBy(() -> push(
                            port,
                            InsecureChannelCredentials.create(),
                            Deployment.newBuilder().setId("p").build()))
                    .hasMessageStartingWith("UNAVAILABLE");
        }
    }

    @Test
    void withoutItsCertificateItStaysOffAndTheRestRuns() throws Exception {
        try (WholeDeployer whole = new WholeDeployer(folder)) {
            whole.with("deployer.push.enabled", "true")
                    .with("deployer.push.address", "127.0.0.1:" + freePort())
                    .with("deployer.push.tls.cert", folder.resolve("gone.pem").toString())
                    .start();
            whole.gateway().put(model("a"));

            await().until(() -> whole.deployments().size() == 1);
            assertThat(whole.health().at("/details/desired_state/missing").asText())
                    .startsWith("Push stays off, and nothing is deleted: deployer.push.tls.cert names no file");
        }
    }

    private static TlsChannelCredentials.Builder trusting(KeyPairFiles server) throws Exception {
        return TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().toFile());
    }

    private static void push(int port, ChannelCredentials credentials, Deployment pushed) {
        ManagedChannel channel =
                Grpc.newChannelBuilderForAddress("127.0.0.1", port, credentials).build();
        try {
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), WholeDeployer.TOKEN);
            PushGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .pushDeployment(pushed);
        } finally {
            channel.shutdownNow();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
