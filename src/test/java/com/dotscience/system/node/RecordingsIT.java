package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.roadsigns.Examples;
import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.RoadSigns;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model-proxy in the pods that the Go program made, and the deployer in its place: each as it was recorded. */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingsIT {

    /** The first class of the model, which the recordings call so. */
    private static final String FIRST_CLASS = "stop";

    private static final String APPLIED = "deployer.dotscience.com/applied";

    private final InstalledProduct product;

    RecordingsIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void makeTheirNamespace() {
        product.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("models")
                        .endMetadata()
                        .build())
                .create();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roadsigns1", "roadsigns1-updated"})
    void itServesAndCountsAndIsTakenOverWithoutAnyPodsChange(String name, @TempDir Path folder) throws Exception {
        RecordedPod recorded = RecordedPod.read(name);
        recorded.apply(product.client());
        try {
            await().until(() -> product.client()
                            .apps()
                            .deployments()
                            .inNamespace(recorded.namespace())
                            .withName(recorded.objectName())
                            .get()
                            .getStatus()
                            .getReadyReplicas()
                    == Integer.valueOf(2));
            serves(recorded);
            List<String> before = lives(recorded);

            takeOver(recorded, folder);

            assertThat(lives(recorded)).isEqualTo(before).hasSize(2);
        } finally {
            recorded.remove(product.client());
            await().until(() -> pods(recorded).isEmpty());
        }
    }

    private void serves(RecordedPod recorded) throws IOException {
        byte[] request =
                Examples.request(new Painter().clear(RoadSigns.load().get(0))).getBytes(StandardCharsets.UTF_8);
        Predictions service = Predictions.at(product.service(recorded.namespace(), recorded.objectName()))
                .onceAnswered();
        double before = counted(recorded);

        Connection.Answer answer = service.ask(request);

        assertThat(Predictions.bestClass(answer)).isZero();
        assertThat(counted(recorded) - before).isEqualTo(1);
        for (String probe : List.of("readinessProbe", "livenessProbe")) {
            JsonNode asked = recorded.proxy(probe).path("httpGet");
            // The Go program made Deployments without a readiness probe, whose pods are ready before their model is.
            for (Pod pod : asked.isMissingNode() ? List.<Pod>of() : pods(recorded)) {
                await().until(() ->
                        get(pod, asked.get("port").asInt(), asked.get("path").asText())
                                        .status()
                                == 200);
            }
        }
    }

    private void takeOver(RecordedPod recorded, Path folder) throws IOException {
        try (GoGateway gateway = new GoGateway(recorded.token(), Announcement.EMPTY).start()) {
            gateway.put(recorded.wanted());
            try (DeployerProcess deployer = DeployerProcess.start(
                    InstalledProduct.distribution(),
                    folder,
                    Integer.parseInt(gateway.address().split(":")[1]),
                    recorded.token(),
                    product.node().kubeconfigFile(),
                    Map.of())) {
                await().untilAsserted(() -> {
                    deployer.mustBeAlive();
                    assertThat(product.client()
                                    .apps()
                                    .deployments()
                                    .inNamespace(recorded.namespace())
                                    .withName(recorded.objectName())
                                    .get()
                                    .getMetadata()
                                    .getAnnotations())
                            .containsKey(APPLIED);
                    assertThat(gateway.reports())
                            .as(deployer.endOfLog())
                            .anyMatch(report ->
                                    report.getStatus().equals("Deployment: ready Service: ready Ingress: ready"));
                });
            }
        }
    }

    private List<Pod> pods(RecordedPod recorded) {
        return product.client()
                .pods()
                .inNamespace(recorded.namespace())
                .withLabel("deployment", recorded.id())
                .list()
                .getItems();
    }

    private List<String> lives(RecordedPod recorded) {
        return pods(recorded).stream()
                .map(pod -> pod.getMetadata().getUid()
                        + pod.getStatus().getContainerStatuses().stream()
                                .map(container -> " " + container.getName() + " " + container.getContainerID())
                                .sorted()
                                .collect(Collectors.joining()))
                .sorted()
                .toList();
    }

    private double counted(RecordedPod recorded) throws IOException {
        assertThat(recorded.scrape("scrape")).isEqualTo("true");
        double all = 0;
        for (Pod pod : pods(recorded)) {
            all += Metrics.predictions(
                    get(pod, Integer.parseInt(recorded.scrape("port")), recorded.scrape("path"))
                            .text(),
                    FIRST_CLASS);
        }
        return all;
    }

    private static Connection.Answer get(Pod pod, int port, String path) throws IOException {
        String address = pod.getStatus().getPodIP();
        try (Connection connection = new Connection(new InetSocketAddress(address, port))) {
            return connection.get(address, path);
        }
    }
}
