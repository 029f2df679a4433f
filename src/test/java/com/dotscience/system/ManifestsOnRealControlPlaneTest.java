package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.GatewayOptions;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.Manifests;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server takes every manifest, and drops no field of it. */
@NeedsControlPlane
class ManifestsOnRealControlPlaneTest {

    private final KubernetesClient client;

    ManifestsOnRealControlPlaneTest(RealControlPlane plane) {
        this.client = plane.client();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes",
                "kubernetes/overlays/namespaced",
                "kubernetes/overlays/openshift",
                "kubernetes/gateway"
            })
    void itTakesWhatKustomizeMakes(String folder) {
        Manifests.parse(Kubectl.kustomize(Path.of(folder))).objects().forEach(this::isTaken);
    }

    @Test
    void itTakesTheOneFile() {
        Manifests.read(Path.of("kubernetes/install.yaml")).objects().forEach(this::isTaken);
    }

    @Test
    void itTakesWhatTheGatewayServes(@TempDir Path data) throws Exception {
        try (GatewayServer gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data))) {
            URI page = URI.create("http://127.0.0.1:" + gateway.httpPort() + "/dotscience?namespace=edge&notls"
                    + "&gateway=gateway.example.com:8800&token=" + "A".repeat(56));
            String served = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(Manifests.parse(served).objects()).hasSize(8).allSatisfy(this::isTaken);
        }
    }

    /** In a dry run on the server; but for the namespace, without which nothing else is taken. */
    private void isTaken(HasMetadata object) {
        if (object instanceof PodDisruptionBudget && !client.supports(PodDisruptionBudget.class)) {
            return; // policy/v1 came with 1.21; InstallManifestTest looks at its fields
        }
        HasMetadata taken = object instanceof Namespace
                ? client.resource(object).serverSideApply()
                : client.resource(object).dryRun().serverSideApply();
        assertThat(taken.getMetadata().getUid()).as(object.getKind()).isNotBlank();
    }
}
