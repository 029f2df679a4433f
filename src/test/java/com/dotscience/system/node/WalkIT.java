package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A model deployment with two replicas, from its creation to its removal. */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkIT {

    private static final String HOST = "walk.example.com";
    private static final int SPEED_LIMIT_50 = 2;

    private final InstalledProduct product;
    private DeployedModel model;

    WalkIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void create() {
        String namespace = product.newNamespace("walk");
        model = DeployedModel.create(
                product, namespace, "walked", "demo/roadsigns:1", "-r", "2", "--host", HOST, "--wait");
    }

    @AfterAll
    void remove() {
        model.remove();
    }

    @Test
    void predictionsComeThroughTheServiceAndTheIngressAndAreCountedByClass() throws Exception {
        Predictions service = model.atService();
        Predictions ingress = model.atIngress(HOST);
        double before = counted();

        for (Predictions at : List.of(service, ingress, service, ingress, service)) {
            Connection.Answer answer = at.ask(Predictions.request());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(Predictions.bestClass(answer)).isEqualTo(SPEED_LIMIT_50);
        }

        assertThat(counted() - before).isEqualTo(5);
    }

    @Test
    void theLogsOfBothContainersOfAllPodsAreShown() {
        Set<String> pods =
                model.pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
        assertThat(pods).hasSize(2);

        for (String container : List.of("model", "proxy")) {
            List<String> lines = product.ds()
                    .run("deployment", "logs", "walked", "--container", container)
                    .successfully()
                    .lines();
            assertThat(lines.stream().map(line -> line.substring(1, line.indexOf(']'))))
                    .as(container + ": " + lines)
                    .containsAll(pods);
            assertThat(lines)
                    .anyMatch(line ->
                            line.contains(container.equals("model") ? "Serving model" : "Taking predictions on port"));
        }
    }

    @Test
    void itIsScaledAndScaledBack() {
        model.update("-r", "3").successfully();
        assertThat(model.pods()).hasSize(3);
        assertThat(model.status().get("readyReplicas").asInt()).isEqualTo(3);

        model.update("-r", "2").successfully();
        await().until(() -> model.pods().size() == 2);
    }

    @Test
    void nothingIsLeftOfWhatIsRemoved() {
        DeployedModel removed = DeployedModel.create(
                product, model.namespace(), "removed", "demo/roadsigns:1", "--host", "removed.example.com", "--wait");

        removed.remove();

        await().untilAsserted(() -> {
            assertThat(removed.pods()).isEmpty();
            assertThat(removed.deployment().get()).isNull();
            assertThat(product.client()
                            .services()
                            .inNamespace(removed.namespace())
                            .withName(removed.objectName())
                            .get())
                    .isNull();
            assertThat(product.client()
                            .network()
                            .v1()
                            .ingresses()
                            .inNamespace(removed.namespace())
                            .withName(removed.objectName())
                            .get())
                    .isNull();
            assertThat(product.ds().run("deployment", "ls").successfully().out())
                    .doesNotContain("removed");
        });
    }

    /** By the model-proxies of all pods. */
    private double counted() throws IOException {
        double all = 0;
        for (Pod pod : model.pods()) {
            all += Metrics.predictions(Metrics.of(pod), "speed-limit-50");
        }
        return all;
    }
}
