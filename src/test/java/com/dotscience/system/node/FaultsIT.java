package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.RealNode;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Parts of the node, or the deployer, go for a while: the models serve on. */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final Duration AWAY = Duration.ofSeconds(20);
    /** After 40 s the node counts as lost, and Services send its pods nothing. */
    private static final Duration LONGEST_AWAY = Duration.ofSeconds(35);

    private static final Duration AFTERWARDS = Duration.ofSeconds(60);

    /** Longer than it takes a kubelet that starts to call a pod unready, and to probe it. */
    private static final Duration STABLE = Duration.ofSeconds(15);
    /**
     * Few: what a container prints while containerd is away fills a pipe of 64 KiB, and then it stands still; this model prints
     * a line for each prediction.
     */
    private static final int CLIENTS = 2;

    private static final String HOST = "faults.example.com";

    private final InstalledProduct product;
    private final RealNode node;
    private DeployedModel model;

    FaultsIT(InstalledProduct product) {
        this.product = product;
        this.node = product.node();
    }

    @BeforeEach
    void beWell() {
        model.awaitPhase("ready");
        await("the end of old pods").until(() -> model.pods().size() == 2);
    }

    @BeforeAll
    void create() {
        model = DeployedModel.create(
                product,
                product.newNamespace("faults"),
                "steady",
                "demo/roadsigns:1",
                "-r",
                "2",
                "--host",
                HOST,
                "--wait");
    }

    @AfterAll
    void remove() {
        model.remove();
    }

    @Test
    void kubeletAndContainerdAreAwayForTwentySeconds() throws Exception {
        // Not when it comes back: a kubelet that starts calls each pod unready until it has probed it.
        servesOn(
                "has not been heard of",
                false,
                () -> {
                    node.stop(RealNode.Part.KUBELET);
                    node.stop(RealNode.Part.CONTAINERD);
                },
                () -> {
                    node.start(RealNode.Part.CONTAINERD);
                    node.start(RealNode.Part.KUBELET);
                });
    }

    @Test
    void theApiServerIsKilled() throws Exception {
        servesOn(
                "API server",
                true,
                () -> node.kill(RealNode.Part.API_SERVER),
                () -> node.start(RealNode.Part.API_SERVER));
    }

    @Test
    void theDeployersPodIsDeletedInTheMiddleOfAnUpdate() throws Exception {
        product.ds()
                .run("deployment", "update", model.name(), "--namespace", model.namespace(), "-i", "demo/roadsigns:2")
                .successfully();
        product.client()
                .pods()
                .inNamespace(InstalledProduct.NAMESPACE)
                .withLabel("app.kubernetes.io/name", "dotscience-deployer")
                .delete();

        model.update("-r", "2").successfully();
        assertThat(Predictions.bestClass(model.atService().ask(Predictions.request())))
                .isEqualTo(2);
    }

    /** @param backToo whether predictions go on while what was away comes back, too */
    private void servesOn(String said, boolean backToo, Runnable breaks, Runnable mends) throws Exception {
        List<String> lives = model.lives();
        try (Load service = Load.on(model.atService(), CLIENTS);
                Load ingress = Load.on(model.atIngress(HOST), CLIENTS)) {
            breaks.run();
            long broken = System.nanoTime();
            try {
                await().atMost(LONGEST_AWAY)
                        .untilAsserted(() -> assertThat(model.message()).contains(said));
                await().until(() -> System.nanoTime() - broken > AWAY.toNanos());
                if (!backToo) {
                    allAreAnswered(said, service, ingress);
                }
            } finally {
                mends.run();
            }
            awaitRecovery();
            if (backToo) {
                allAreAnswered(said, service, ingress);
            }
        }
        assertThat(model.lives()).isEqualTo(lives);
    }

    private static void allAreAnswered(String said, Load... loads) throws InterruptedException {
        for (Load load : loads) {
            Load.Tally tally = load.end();
            System.out.println("While the status said '" + said + "': " + tally);
            assertThat(tally.failures()).isEmpty();
            assertThat(tally.sent()).isGreaterThan(100);
        }
    }

    private void awaitRecovery() {
        await().during(STABLE).atMost(AFTERWARDS).untilAsserted(() -> {
            JsonNode status = model.status();
            assertThat(status.get("message").isNull())
                    .as(status.toPrettyString())
                    .isTrue();
            assertThat(status.get("status").asText()).isEqualTo("ready");
            assertThat(model.pods()).hasSize(2).allMatch(Readiness::isPodReady);
        });
    }
}
