package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1beta1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
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
    private DeployedModel kept;

    LifeIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void create() {
        product.allowOptionalKinds();
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
        kept = DeployedModel.createBare(product, namespace, "kept", OLD, "--min-available", "1");
    }

    @AfterAll
    void remove() {
        DeployedModel.removeAll(List.of(overdue, late, recreated, exchanged, kept));
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

    @Test
    void anEvictionThatTheBudgetRefusesPassesWhenThereIsAPodMore() {
        kept.awaitPhase("ready");
        awaitEvictionsAllowed(0);
        Pod pod = kept.pods().get(0);

        assertThatThrownBy(() -> evict(pod))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(429))
                .hasMessageContaining("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(kept.lives())
                .singleElement()
                .asString()
                .contains(pod.getMetadata().getUid());

        kept.update("-r", "2").successfully();
        awaitEvictionsAllowed(1);
        evict(pod);

        await("another in its place")
                .untilAsserted(() -> assertThat(kept.pods())
                        .hasSize(2)
                        .allMatch(Readiness::isPodReady)
                        .extracting(each -> each.getMetadata().getUid())
                        .doesNotContain(pod.getMetadata().getUid()));
    }

    /** By the budget, when it has counted the pods. */
    private void awaitEvictionsAllowed(int evictions) {
        await("a budget that allows " + evictions + " evictions").untilAsserted(() -> {
            var budget = product.client()
                    .policy()
                    .v1beta1()
                    .podDisruptionBudget()
                    .inNamespace(kept.namespace())
                    .withName(kept.objectName())
                    .get();
            assertThat(budget).isNotNull();
            assertThat(budget.getStatus())
                    .returns(1, PodDisruptionBudgetStatus::getDesiredHealthy)
                    .returns(1 + evictions, PodDisruptionBudgetStatus::getCurrentHealthy)
                    .returns(evictions, PodDisruptionBudgetStatus::getDisruptionsAllowed);
        });
    }

    /** As {@code kubectl drain} does for each pod of a node. */
    private void evict(Pod pod) {
        var metadata = pod.getMetadata();
        product.client()
                .raw(
                        "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName() + "/eviction",
                        "POST",
                        new EvictionBuilder()
                                .withNewMetadata()
                                .withNamespace(metadata.getNamespace())
                                .withName(metadata.getName())
                                .endMetadata()
                                .build());
    }

    private static List<PodTimeline.Moment> update(DeployedModel model) {
        try (PodTimeline timeline = PodTimeline.of(model)) {
            model.update("-i", NEW).successfully();
            return timeline.moments();
        }
    }
}
