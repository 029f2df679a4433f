package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class KubernetesClientsTest {

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:6443"}}]
            users: [{name: u, user: {token: secret}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            """;

    @TempDir
    Path folder;

    private final KubernetesClients clients = new KubernetesClients("0.1.0", Map.of(), Duration.ofMinutes(5));

    @Test
    void aKubeconfigSaysWhichCluster() throws IOException {
        Path file = write(KUBECONFIG + "current-context: here\n");

        try (KubernetesClient client = clients.fromKubeconfig(file)) {
            assertThat(client.getMasterUrl()).hasToString("http://127.0.0.1:6443/");
            assertThat(client.getConfiguration().getUserAgent()).isEqualTo("ds-deployer/0.1.0");
            assertThat(client.getConfiguration().getRequestRetryBackoffLimit()).isZero();
            assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("secret");
        }
    }

    @Test
    void theEnvironmentMayNameTheKubeconfig() throws IOException {
        Path file = write(KUBECONFIG + "current-context: here\n");

        try (KubernetesClient client = new KubernetesClients(
                        "0.1.0", Map.of("KUBECONFIG", file.toString()), Duration.ofMinutes(5))
                .anywhere()) {
            assertThat(client.getMasterUrl()).hasToString("http://127.0.0.1:6443/");
        }
    }

    @Test
    void aMissingKubeconfigIsNamed() {
        Path missing = folder.resolve("missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.fromKubeconfig(missing))
                .withMessage("The kubeconfig " + missing + " cannot be read: name an existing file");
    }

    /** R10: a file of the wrong kind may hold a token, and parsers quote. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no kubeconfig", "{", "[1, 2]", "clusters: 7"})
    void aBrokenKubeconfigIsNamed(String content) throws IOException {
        Path broken = write(content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.fromKubeconfig(broken))
                .withMessage("The kubeconfig " + broken + " is no kubeconfig: name a file that kubectl accepts")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "current-context: elsewhere\n"})
    void aKubeconfigWithoutACurrentContextIsNoGuess(String context) throws IOException {
        Path file = write(KUBECONFIG + context);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.fromKubeconfig(file))
                .withMessageContaining("has no current context: choose one with kubectl config use-context");
    }

    @Test
    void outsideOfAPodThereIsNoServiceAccount() {
        assertThatIllegalArgumentException().isThrownBy(clients::inCluster).withMessageContaining("--kubeconfig FILE");
        assertThatIllegalArgumentException().isThrownBy(clients::anywhere).withMessageContaining("--kubeconfig FILE");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), content);
    }
}
