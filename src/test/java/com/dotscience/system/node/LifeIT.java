package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How models without a model-proxy become ready and are replaced: all are asked for at once. */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeIT {

    private static final String OLD = "demo/roadsigns:1";
    private static final String NEW = "demo/roadsigns:2";

    private final InstalledProduct product;
    private DeployedModel overdue;
    private DeployedModel late;
    private DeployedModel recreated;
    private DeployedModel exchanged;

    LifeIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void create() {
        String namespace = product.newNamespace("life");
        recreated = DeployedModel.createBare(product, namespace, "recreated", OLD, "-r", "2", "--strategy", "Recreate");
        exchanged = DeployedModel.createBare(
                product, namespace, "exchanged", OLD, "-r", "2", "--max-surge", "0", "--max-unavailable", "1");
        overdue = DeployedModel.createBare(
                product,
                namespace,
                "overdue",
                OLD,
                "--env",
                "ROADSIGNS_OPTIONS=--start-delay=600",
                "--progress-deadline",
                "5s");
        late = DeployedModel.createBare(
                product, namespace, "late", OLD, "--env", "ROADSIGNS_OPTIONS=--start-delay=600", "--start-up", "10s");
    }

    @AfterAll
    void remove() {
        List.of(overdue, late, recreated, exchanged).forEach(DeployedModel::remove);
    }

    @Test
    void aSlowStartIsProgressingAndNotFailed() throws Exception {
        // While it loads, it answers, but not that it is ready.
        DeployedModel slow = DeployedModel.createBare(
                product,
                late.namespace(),
                "slow",
                OLD,
                "--env",
                "ROADSIGNS_OPTIONS=--start-delay=3 --load-delay=6",
                "--readiness",
                "tensorflow-serving",
                "--start-up",
                "3m");
        Set<String> phases = new TreeSet<>();
        await("its start").until(() -> {
            String phase = slow.status().get("status").asText();
            phases.add(phase);
            return phase.equals("ready");
        });

        assertThat(phases).contains("progressing").isSubsetOf("pending", "progressing", "ready");
        assertThat(slow.lives()).singleElement().asString().contains("model restarted 0");
        slow.remove();
    }

    @Test
    void aDeadlineThatIsOverIsSaid() {
        overdue.awaitWords("failed", "0 of 1 replicas are available, and nothing got better until the deadline");

        overdue.update("--env", "ROADSIGNS_OPTIONS-", "--progress-deadline", "0")
                .successfully();
    }

    @Test
    void aModelThatIsNotReadyInItsTimeIsStartedAnewAndTheStatusSaysWhy() {
        await().untilAsserted(() -> assertThat(late.message())
                .contains("Container model was not ready within its start-up time of 10 s and has restarted"));
    }

    @Test
    void aNewModelDeploymentIsReadyWhenItsPortTakesConnections() {
        assertThat(recreated.status().at("/readiness/type").asText()).isEqualTo("TCP");
        recreated.awaitPhase("ready");
        assertThat(recreated
                        .pods()
                        .get(0)
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getReadinessProbe()
                        .getTcpSocket()
                        .getPort()
                        .getIntVal())
                .isEqualTo(8501);
    }

    @Test
    void allOldPodsEndBeforeANewOneStartsWhereThatIsAskedFor() {
        recreated.awaitPhase("ready");

        List<PodTimeline.Moment> moments = update(recreated);

        assertThat(moments).extracting(PodTimeline.Moment::images).allMatch(images -> images.size() < 2);
        assertThat(moments).extracting(PodTimeline.Moment::images).anyMatch(images -> images.contains(NEW));
    }

    @Test
    void oneOldPodEndsBeforeANewOneStartsWhereThereIsRoomForNoMore() {
        exchanged.awaitPhase("ready");

        List<PodTimeline.Moment> moments = update(exchanged);

        assertThat(moments).extracting(PodTimeline.Moment::staying).allMatch(pods -> pods < 3);
        assertThat(moments).extracting(PodTimeline.Moment::ready).allMatch(pods -> pods > 0);
        assertThat(moments).extracting(PodTimeline.Moment::images).anyMatch(images -> images.size() == 2);
    }

    private static List<PodTimeline.Moment> update(DeployedModel model) {
        try (PodTimeline timeline = PodTimeline.of(model)) {
            model.update("-i", NEW).successfully();
            return timeline.moments();
        }
    }
}
