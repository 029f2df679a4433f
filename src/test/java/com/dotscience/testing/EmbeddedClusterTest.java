package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class EmbeddedClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final KubernetesClient client = cluster.client();
    private final TestObjects objects = new TestObjects("default");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void podsFollowTheirDeploymentAndHaveALog() {
        try (SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(50), PodFate.ready())) {
            client.resource(objects.deployment("model", "example/model:1", 2)).create();
            await().untilAsserted(() ->
                    assertThat(imagesOfReadyPods()).containsExactly("example/model:1", "example/model:1"));

            client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("model")
                    .edit(made -> objects.deployment("model", "example/model:2", 1));
            await().untilAsserted(() -> assertThat(imagesOfReadyPods()).containsExactly("example/model:2"));

            PodResource pod = client.pods().resource(pods().get(0));
            assertThat(pod.getLog()).matches("(?s)\\S+ Starting example/model:2\n\\S+ Nothing runs here.*\n");
            assertThat(pod.tailingLines(1).getLog()).matches("\\S+ Nothing runs here.*\n");

            client.apps().deployments().inNamespace("default").withName("model").delete();
            await().untilAsserted(() -> assertThat(pods()).isEmpty());
        }
    }

    private List<Pod> pods() {
        return client.pods().inNamespace("default").list().getItems();
    }

    private List<String> imagesOfReadyPods() {
        return pods().stream()
                .filter(pod -> pod.getStatus().getContainerStatuses().get(0).getReady())
                .map(pod -> pod.getSpec().getContainers().get(0).getImage())
                .toList();
    }

    @Test
    void aStockKubectlListsWhatIsThere(@TempDir Path folder) throws Exception {
        assumeTrue(isInstalled("kubectl"), "kubectl is not installed");
        client.resource(objects.deployment("model", "example/model:1", 1)).create();
        client.resource(objects.service("model")).create();
        client.resource(objects.ingress("model")).create();
        Path kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));

        Process kubectl = new ProcessBuilder(
                        "kubectl", "--kubeconfig=" + kubeconfig, "get", "deploy,svc,ingress", "-A", "-o", "wide")
                .redirectErrorStream(true)
                .start();

        String printed = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed)
                .contains("deployment.apps/model")
                .contains("default")
                .doesNotContain("error");
        assertThat(kubectl.waitFor()).isZero();
    }

    @Test
    void discoveryTellsAClientWhatIsServed() {
        assertThat(client.supports(Deployment.class)).isTrue();
        assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("32");
        assertThat(client.getApiResources("networking.k8s.io/v1").getResources())
                .extracting("name")
                .contains("ingresses", "ingressclasses");
    }

    @Test
    void objectsAndWatchesSurviveARestartOnTheSamePort() {
        client.resource(objects.configMap("before")).create();
        var seen = new LinkedBlockingQueue<String>();
        try (var informer = client.configMaps().inAnyNamespace().inform(new Names(seen))) {
            cluster.stop();
            assertThatThrownBy(
                            () -> client.resource(objects.configMap("before")).get())
                    .isInstanceOf(KubernetesClientException.class);
            cluster.restart();

            assertThat(client.resource(objects.configMap("before")).get()).isNotNull();
            client.resource(objects.configMap("after")).create();
            await().atMost(PATIENCE).until(() -> seen.contains("after"));
        }
    }

    @Test
    void aRolloutIsUnderWayBeforeItIsComplete() {
        var seen = new LinkedBlockingQueue<DeploymentStatus>();
        try (var informer = client.apps().deployments().inAnyNamespace().inform(new Statuses(seen));
                var rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(200))) {
            var model = client.resource(objects.deployment("model", "example/model:1", 2));
            model.create();
            awaitStatus(model, s -> Integer.valueOf(2).equals(s.getAvailableReplicas()));

            model.edit(d -> {
                d.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("example/model:2");
                return d;
            });
            awaitStatus(model, s -> s.getObservedGeneration() == 2 && s.getReplicas() == 2);
        }

        assertThat(seen)
                .extracting(
                        DeploymentStatus::getObservedGeneration,
                        DeploymentStatus::getReplicas,
                        DeploymentStatus::getUpdatedReplicas,
                        DeploymentStatus::getAvailableReplicas)
                .containsSubsequence(tuple(1L, 2, 2, 0), tuple(1L, 2, 2, 2), tuple(2L, 3, 2, 2), tuple(2L, 2, 2, 2));
    }

    @Test
    void aRolloutWritesNothingButTheStatus() {
        try (var rollouts = SimulatedRollouts.start(cluster, Duration.ZERO)) {
            var model = client.resource(objects.deployment("model", "example/model:1", 2));
            Deployment created = model.create();
            awaitStatus(model, s -> Integer.valueOf(2).equals(s.getAvailableReplicas()));

            Deployment now = model.get();
            assertThat(now.getSpec()).isEqualTo(created.getSpec());
            assertThat(now.getMetadata().getGeneration()).isEqualTo(1);
            assertThat(now.getStatus().getConditions()).extracting("type").containsExactly("Available", "Progressing");
        }
    }

    private static void awaitStatus(Resource<Deployment> deployment, Predicate<DeploymentStatus> condition) {
        await().atMost(PATIENCE).until(() -> {
            DeploymentStatus status = deployment.get().getStatus();
            return status != null && condition.test(status);
        });
    }

    private static boolean isInstalled(String program) throws IOException {
        try (Stream<String> folders = Stream.of(System.getenv("PATH").split(":"))) {
            return folders.anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }

    private record Names(LinkedBlockingQueue<String> seen) implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap object) {
            seen.add(object.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap object) {}

        @Override
        public void onDelete(ConfigMap object, boolean finalStateUnknown) {}
    }

    private record Statuses(LinkedBlockingQueue<DeploymentStatus> seen) implements ResourceEventHandler<Deployment> {
        @Override
        public void onAdd(Deployment object) {}

        @Override
        public void onUpdate(Deployment before, Deployment object) {
            seen.add(object.getStatus());
        }

        @Override
        public void onDelete(Deployment object, boolean finalStateUnknown) {}
    }
}
