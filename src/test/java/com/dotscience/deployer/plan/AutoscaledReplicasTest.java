package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replicas that an autoscaler of the model deployment's own sets. */
@Pure
class AutoscaledReplicasTest {

    private static final String NOTE = "/metadata/annotations/deployer.dotscience.com~1replicas-before-stop";

    private final Planner planner = new Planner();
    private final FakeCluster cluster = new FakeCluster();
    private final Deployment.Builder wanted = Deployment.newBuilder().setId("1").setName("signs");

    AutoscaledReplicasTest() {
        wanted.getDeploymentBuilder().setImage("model:1").setReplicas(1);
        wanted.getDeploymentBuilder().getAutoscalingBuilder().setMaxReplicas(5).setCpuPercent(80);
        settle();
    }

    @Test
    void areLeftToIt() {
        scaleTo(4);

        assertThat(plan().inSync()).isTrue();
        wanted.getDeploymentBuilder().setImage("model:2").setReplicas(2);
        settle();
        assertThat(replicas()).isEqualTo(4);
    }

    @Test
    void areNoneWhereItIsStoppedAndAsManyAsBeforeWhenItIsStarted() {
        scaleTo(4);

        wanted.getDeploymentBuilder().setReplicas(0);
        settle();
        assertThat(replicas()).isZero();
        assertThat(cluster.tree(Kind.DEPLOYMENT).at(NOTE).asText()).isEqualTo("4");
        assertThat(cluster.keys()).anyMatch(key -> key.startsWith("HorizontalPodAutoscaler "));

        wanted.getDeploymentBuilder().setReplicas(1);
        settle();
        assertThat(replicas()).isEqualTo(4);
        assertThat(cluster.tree(Kind.DEPLOYMENT).at(NOTE).isMissingNode()).isTrue();
    }

    @Test
    void whichSomebodySetsOfOneThatIsStoppedAreNoneAgain() {
        wanted.getDeploymentBuilder().setReplicas(0);
        settle();
        scaleTo(2);

        settle();

        assertThat(replicas()).isZero();
    }

    /** One that was created stopped has no number to return to. */
    @Test
    void areTheLeastWhereNobodyKnowsHowManyThereWere() {
        wanted.getDeploymentBuilder().getAutoscalingBuilder().setMinReplicas(2);
        settle();
        scaleTo(0);

        settle();

        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void areAgainWhatIsAskedForWhenItGoes() {
        scaleTo(4);

        wanted.getDeploymentBuilder().setReplicas(2).clearAutoscaling();
        cluster.apply(plan(true));
        cluster.apply(plan(false));
        cluster.apply(plan(false));

        assertThat(replicas()).isEqualTo(2);
        assertThat(plan(false).inSync()).isTrue();
    }

    @Test
    void comeBackWithinWhatIsAllowedByThen() {
        scaleTo(4);
        wanted.getDeploymentBuilder().setReplicas(0);
        settle();

        wanted.getDeploymentBuilder().setReplicas(1).getAutoscalingBuilder().setMaxReplicas(3);
        settle();

        assertThat(replicas()).isEqualTo(3);
    }

    /** KEDA's is one of these. */
    @Test
    void ofAnAutoscalerOfSomebodyElseStayTheirsAlsoWithAStop() {
        wanted.getDeploymentBuilder().clearAutoscaling();
        settle();
        scaleTo(4);

        wanted.getDeploymentBuilder().setReplicas(0);
        Plan stopped = plan(Scaling.of("ScaledObject models/theirs"));

        assertThat(stopped.changes()).isEmpty();
        assertThat(stopped.lacking())
                .isEqualTo(Map.of(
                        Kind.HORIZONTAL_POD_AUTOSCALER,
                        "It cannot be stopped: ScaledObject models/theirs of somebody else says how many replicas run, and is"
                                + " left alone; remove it first"));
        scaleTo(0);
        assertThat(plan(Scaling.of("ScaledObject models/theirs")).lacking()).isEmpty();
    }

    @Test
    void stayTheirsWhereOneOfOursIsAskedForBesideIt() {
        wanted.getDeploymentBuilder().clearAutoscaling();
        settle();
        scaleTo(4);

        wanted.getDeploymentBuilder()
                .setReplicas(0)
                .getAutoscalingBuilder()
                .setMaxReplicas(5)
                .setCpuPercent(80);
        Plan plan = plan(Scaling.of("HorizontalPodAutoscaler models/theirs"));

        assertThat(plan.changes()).extracting(Change::kind).doesNotContain(Kind.HORIZONTAL_POD_AUTOSCALER);
        cluster.apply(plan);
        assertThat(replicas()).isEqualTo(4);
        assertThat(plan.lacking().get(Kind.HORIZONTAL_POD_AUTOSCALER))
                .isEqualTo(
                        "HorizontalPodAutoscaler models/theirs of somebody else scales it already, and is left alone:"
                                + " remove one of the two");
    }

    private void scaleTo(int replicas) {
        cluster.tree(Kind.DEPLOYMENT).withObject("/spec").put("replicas", replicas);
    }

    private int replicas() {
        return cluster.tree(Kind.DEPLOYMENT).at("/spec/replicas").asInt();
    }

    private void settle() {
        cluster.apply(plan());
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();
    }

    private Plan plan() {
        return plan(true);
    }

    private Plan plan(boolean autoscaled) {
        return plan(autoscaled ? Scaling.OWN : Scaling.NONE);
    }

    private Plan plan(Scaling scaling) {
        Observed there = new Observed(cluster.observed().objects(), scaling)
                .access(cluster.observed().access());
        return planner.plan(wanted.build(), "us", there, Optional.of(Set.of()));
    }
}
