package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsControlPlane
class RealControlPlaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;

    RealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("fixtures");
    }

    @Test
    void aDeploymentBecomesAvailableWhenAKubeletRunsItsPods() {
        try (FakeKubelet kubelet = FakeKubelet.start(plane)) {
            client.resource(deployment("model", "example/model:1")).create();

            await().atMost(PATIENCE).until(() -> {
                var status = read("model").getStatus();
                return Integer.valueOf(2).equals(status.getAvailableReplicas());
            });
        }
    }

    @Test
    void aDeletedDeploymentTakesItsPodsAlong() {
        try (FakeKubelet kubelet = FakeKubelet.start(plane)) {
            client.resource(deployment("model", "example/model:1")).create();
            var pods = client.pods().inNamespace(namespace);
            await().atMost(PATIENCE)
                    .until(() -> pods.list().getItems().stream()
                            .anyMatch(p -> "Running".equals(p.getStatus().getPhase())));

            client.resource(deployment("model", "example/model:1")).delete();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pods.list().getItems()).isEmpty());
        }
    }

    @Test
    void aPodMayBeStuck() {
        PodFate fate = PodFate.ready()
                .except(PodFate.image("example/missing"), PodFate.waiting("ImagePullBackOff", "no such image"));
        try (FakeKubelet kubelet = FakeKubelet.start(plane, Duration.ZERO, fate)) {
            client.resource(deployment("stuck", "example/missing")).create();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    client.pods().inNamespace(namespace).list().getItems())
                            .isNotEmpty()
                            .allSatisfy(pod -> assertThat(pod.getStatus().getContainerStatuses())
                                    .singleElement()
                                    .satisfies(c -> assertThat(
                                                    c.getState().getWaiting().getReason())
                                            .isEqualTo("ImagePullBackOff"))));
            assertThat(read("stuck").getStatus().getAvailableReplicas()).isNull();
        }
    }

    @Test
    void whatWasWrittenSurvivesARestartOfTheApiServer() {
        client.resource(configMap("kept")).create();

        plane.stopApiServer();
        assertThatThrownBy(() -> client.resource(configMap("kept")).get())
                .isInstanceOf(KubernetesClientException.class);
        plane.startApiServer();

        assertThat(client.resource(configMap("kept")).get()).isNotNull();
    }

    @Test
    void theAuditLogKnowsWhoDidWhat() {
        Instant start = Instant.now();
        var config = plane.admin().config("audited/1.0");
        try (KubernetesClient audited =
                new KubernetesClientBuilder().withConfig(config).build()) {
            audited.resource(configMap("audited")).create();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plane.auditLog().since(start))
                        .filteredOn(e -> e.userAgent().equals("audited/1.0"))
                        .singleElement()
                        .satisfies(e -> {
                            assertThat(e.isWrite()).isTrue();
                            assertThat(e.verb()).isEqualTo("create");
                            assertThat(e.resource()).isEqualTo("configmaps");
                            assertThat(e.namespace()).isEqualTo(namespace);
                            assertThat(e.user()).isEqualTo("admin");
                            assertThat(e.code()).isEqualTo(201);
                            assertThat(e.answered()).isAfterOrEqualTo(e.received());
                        }));
    }

    @Test
    void aServiceAccountMayDoNothingUntilARoleSaysSo() {
        var config = plane.serviceAccount(namespace, "nobody").config();
        try (KubernetesClient nobody =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThatThrownBy(() -> nobody.resource(configMap("forbidden")).create())
                    .hasMessageContaining("system:serviceaccount:" + namespace + ":nobody")
                    .hasMessageContaining("cannot create resource \"configmaps\"");
        }
    }

    private Deployment read(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    private ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }

    private Deployment deployment(String name, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .withMatchLabels(Map.of("app", name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
