package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@NeedsControlPlane
class RealControlPlaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final TestObjects objects;

    RealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("fixtures");
        this.objects = new TestObjects(namespace);
    }

    @Test
    void aDeploymentBecomesAvailableWhenAKubeletRunsItsPods() {
        try (FakeKubelet kubelet = FakeKubelet.start(plane)) {
            client.resource(objects.deployment("model", "example/model:1", 2)).create();

            await().atMost(PATIENCE).until(() -> {
                var status = read("model").getStatus();
                return Integer.valueOf(2).equals(status.getAvailableReplicas());
            });
        }
    }

    @Test
    void aDeletedDeploymentTakesItsPodsAlong() {
        try (FakeKubelet kubelet = FakeKubelet.start(plane)) {
            client.resource(objects.deployment("model", "example/model:1", 2)).create();
            var pods = client.pods().inNamespace(namespace);
            await().atMost(PATIENCE)
                    .until(() -> pods.list().getItems().stream()
                            .anyMatch(p -> "Running".equals(p.getStatus().getPhase())));

            client.resource(objects.deployment("model", "example/model:1", 2)).delete();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pods.list().getItems()).isEmpty());
        }
    }

    @Test
    void aPodMayBeStuck() {
        PodFate fate = PodFate.ready()
                .except(PodFate.image("example/missing"), PodFate.waiting("ImagePullBackOff", "no such image"));
        try (FakeKubelet kubelet = FakeKubelet.start(plane, Duration.ZERO, fate)) {
            client.resource(objects.deployment("stuck", "example/missing", 2)).create();

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
        client.resource(objects.configMap("kept")).create();

        plane.stopApiServer();
        assertThatThrownBy(() -> client.resource(objects.configMap("kept")).get())
                .isInstanceOf(KubernetesClientException.class);
        plane.startApiServer();

        assertThat(client.resource(objects.configMap("kept")).get()).isNotNull();
    }

    @Test
    void theAuditLogKnowsWhoDidWhat() {
        Instant start = Instant.now();
        var config = plane.admin().config("audited/1.0");
        try (KubernetesClient audited =
                new KubernetesClientBuilder().withConfig(config).build()) {
            audited.resource(objects.configMap("audited")).create();
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
            assertThatThrownBy(() ->
                            nobody.resource(objects.configMap("forbidden")).create())
                    .hasMessageContaining("system:serviceaccount:" + namespace + ":nobody")
                    .hasMessageContaining("cannot create resource \"configmaps\"");
        }
    }

    private Deployment read(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }
}
