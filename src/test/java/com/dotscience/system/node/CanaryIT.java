package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which version answers, counted, and what becomes of a canary that answers with errors. */
@OnANode
class CanaryIT {

    private static final int ANSWERS = 1_000;

    private final InstalledProduct product;
    private final String namespace;

    CanaryIT(InstalledProduct product) {
        this.product = product;
        this.namespace = product.newNamespace("canary");
    }

    private void canary(DeployedModel model, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("deployment", "canary", model.name(), "--namespace", namespace));
        arguments.addAll(List.of(options));
        product.ds().run(arguments.toArray(String[]::new)).successfully();
    }

    private void awaitCanary(DeployedModel model, int replicas) {
        await("a canary of " + replicas).untilAsserted(() -> {
            JsonNode canary = model.status().get("canary");
            assertThat(canary.path("status").asText())
                    .as(canary.toPrettyString())
                    .isEqualTo("ready");
            assertThat(readyPods(model)).isEqualTo(replicas);
        });
    }

    private long readyPods(DeployedModel model) {
        return product
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel("deployer.dotscience.com/canary", model.id() + "-canary")
                .list()
                .getItems()
                .stream()
                .filter(pod -> !pod.isMarkedForDeletion()
                        && pod.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                .count();
    }

    /** Asks over a connection each time: a Service chooses a pod for each connection. */
    private static int answeredByTheSecondVersion(Predictions predictions) throws IOException {
        byte[] request = Predictions.request();
        int second = 0;
        for (int i = 0; i < ANSWERS; i++) {
            Connection.Answer answer = predictions.ask(request);
            assertThat(answer.status()).isEqualTo(200);
            second += answer.headers().get("x-model-version").equals("2") ? 1 : 0;
        }
        return second;
    }

    /** So far may a count of random answers be from what is expected, once in some ten thousand times. */
    private static void assertNear(int counted, double percent) {
        double expected = ANSWERS * percent / 100;
        double most = 4 * Math.sqrt(expected * (1 - percent / 100));
        assertThat((double) counted).isBetween(expected - most, expected + most);
    }

    @Test
    void anIngressOfTheClassNginxSendsAsManyRequestsAsTheWeightSays() throws Exception {
        DeployedModel model = DeployedModel.create(
                product,
                namespace,
                "weighed",
                "demo/roadsigns:1",
                "--host",
                "weighed.example.com",
                "--ingress-class",
                "nginx",
                "--wait");
        Predictions ingress = model.atIngress("weighed.example.com");
        for (int weight : List.of(10, 30, 60)) {
            canary(model, "-i", "demo/roadsigns:2", "--weight", String.valueOf(weight));
            awaitCanary(model, 1);
            await().until(() -> String.valueOf(weight)
                    .equals(product.client()
                            .network()
                            .v1()
                            .ingresses()
                            .inNamespace(namespace)
                            .withName(model.objectName().replace("weighed", "weighed-canary"))
                            .get()
                            .getMetadata()
                            .getAnnotations()
                            .get("nginx.ingress.kubernetes.io/canary-weight")));

            int second = answeredByTheSecondVersion(ingress);

            System.out.println("Weight " + weight + " by nginx: " + second + " of " + ANSWERS);
            assertNear(second, weight);
        }
        product.ds()
                .run("deployment", "promote", model.name(), "--namespace", namespace, "--wait")
                .successfully();
        await().until(() -> readyPods(model) == 0);
        assertThat(answeredByTheSecondVersion(ingress)).isEqualTo(ANSWERS);
        model.remove();
    }

    /** It is off by half of the weight at most, as is promised where the weight is approximate. */
    @Test
    void elsewhereTheShareOfReplicasIsTheWeight() throws Exception {
        DeployedModel model =
                DeployedModel.create(product, namespace, "shared", "demo/roadsigns:1", "-r", "2", "--wait");
        Predictions service = model.atService();

        canary(model, "-i", "demo/roadsigns:2", "--weight", "30");
        awaitCanary(model, 1);
        int third = answeredByTheSecondVersion(service);
        System.out.println("Weight 30 by 1 of 3 replicas: " + third + " of " + ANSWERS);
        assertThat(third).isBetween(ANSWERS * 15 / 100, ANSWERS * 45 / 100);

        canary(model, "--weight", "60");
        awaitCanary(model, 3);
        int most = answeredByTheSecondVersion(service);
        System.out.println("Weight 60 by 3 of 5 replicas: " + most + " of " + ANSWERS);
        assertThat(most).isBetween(ANSWERS * 30 / 100, ANSWERS * 90 / 100);

        assertThat(model.status().path("canary").path("approximate").asBoolean())
                .isTrue();
        model.remove();
    }

    @Test
    void aCanaryThatAnswersEveryFifthRequestWithA500IsTakenBackWithinAMinute() throws Exception {
        DeployedModel model = DeployedModel.create(
                product,
                namespace,
                "guarded",
                "demo/roadsigns:1",
                "--host",
                "guarded.example.com",
                "--ingress-class",
                "nginx",
                "--wait");
        try (Load load = Load.on(model.atIngress("guarded.example.com"), 10)) {
            canary(model, "-i", "demo/failing:1", "--steps", "10,30,100", "--every", "10m");
            awaitCanary(model, 1);
            long ready = System.nanoTime();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> model.status().get("canary").isNull());

            System.out.println("Taken back "
                    + Duration.ofNanos(System.nanoTime() - ready).toSeconds() + " s after it was ready: " + load.end());
        }
        assertThat(product.ds()
                        .run("deployment", "history", model.name(), "--namespace", namespace)
                        .successfully()
                        .out())
                .contains("Took the canary of image demo/failing:1 back, because ")
                .contains(" answers were errors of the server, and 5 of 100 may be");
        assertThat(answeredByTheSecondVersion(model.atIngress("guarded.example.com")))
                .isZero();
        model.remove();
    }
}
