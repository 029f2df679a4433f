package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
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
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server takes every manifest, and drops no field of it. */
@NeedsControlPlane
class ManifestsOnRealControlPlaneTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    private final RealControlPlane plane;
    private final KubernetesClient client;

    ManifestsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
    }

    /** Tests of what a deployer may do have the control plane after this one. */
    @AfterEach
    void takeBackWhatIsGrantedEverywhere() {
        client.rbac().clusterRoleBindings().withName("dotscience-deployer").delete();
        client.rbac().clusterRoleBindings().withName("dotscience-deployer-yes").delete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes",
                "kubernetes/overlays/namespaced",
                "kubernetes/overlays/openshift",
                "kubernetes/overlays/try",
                "kubernetes/gateway"
            })
    void itTakesWhatKustomizeMakes(String folder) {
        Manifests.parse(Kubectl.kustomize(Path.of(folder))).objects().forEach(this::isTaken);
    }

    @Test
    void itTakesTheOneFile() {
        Manifests.read(Path.of("kubernetes/install.yaml")).objects().forEach(this::isTaken);
    }

    /** With an error about policy/v1 where that is not served yet, and about nothing else. */
    @Test
    void kubectlInstallsTheFolderFileByFile(@TempDir Path folder) {
        String said = Kubectl.apply(plane.admin().writeTo(folder.resolve("kubeconfig")), "kubernetes");

        assertThat(said.lines().filter(line -> line.contains("dotscience-deployer")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(
                        line -> assertThat(line).containsAnyOf(" created", " configured", " unchanged", "policy/v1"));
        assertThat(said).doesNotContain("Kustomization");
        if (client.supports(PodDisruptionBudget.class)) {
            assertThat(said).doesNotContain("error");
        } else {
            assertThat(said).containsOnlyOnce("no matches for kind").contains("in version \"policy/v1\"");
        }
    }

    @Test
    void itTakesWhatTheGatewayServes(@TempDir Path data) throws Exception {
        try (GatewayServer gateway =
                GatewayServer.start(GatewayOptions.onLoopback(0, data).advertising("gateway.example.com"))) {
            String served = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(page(gateway, "edge")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(Manifests.parse(served).objects()).hasSize(10).allSatisfy(this::isTaken);
        }
    }

    @Test
    void kubectlInstallsFromTheGateway(@TempDir Path folder) {
        Path kubeconfig = plane.admin().writeTo(folder.resolve("kubeconfig"));
        try (GatewayServer gateway = GatewayServer.start(
                GatewayOptions.onLoopback(0, folder.resolve("data")).advertising("gateway.example.com"))) {
            // A namespace that YAML 1.1 takes for a boolean.
            String said = Kubectl.apply(kubeconfig, page(gateway, "yes"));

            assertThat(said)
                    .contains(
                            "namespace/yes created",
                            "secret/dotscience-deployer created",
                            "serviceaccount/dotscience-deployer created",
                            "clusterrole.rbac.authorization.k8s.io/dotscience-deployer-yes created",
                            "clusterrolebinding.rbac.authorization.k8s.io/dotscience-deployer-yes created",
                            "service/dotscience-deployer created",
                            "deployment.apps/dotscience-deployer created");
            String token = client.secrets()
                    .inNamespace("yes")
                    .withName("dotscience-deployer")
                    .get()
                    .getData()
                    .get("token");
            assertThat(Base64.getDecoder().decode(token)).asString().isEqualTo(TOKEN);
        }
    }

    private static String page(GatewayServer gateway, String namespace) {
        return "http://127.0.0.1:" + gateway.httpPort()
                + "/dotscience?notls&gateway=gateway.example.com:8800&namespace=" + namespace + "&token=" + TOKEN;
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
