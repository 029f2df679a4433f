package com.dotscience.deployer.status;

import com.dotscience.api.Phase;
import com.dotscience.deployer.plan.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The verdict on a rollout that is not complete. Several things may be true at once, so the first function that finds one
 * decides.
 */
final class UnfinishedRollout {

    private static final List<Function<Situation, Optional<Verdict>>> CHAIN = List.of(
            UnfinishedRollout::paused,
            UnfinishedRollout::podStuck,
            UnfinishedRollout::replicaFailure,
            UnfinishedRollout::deadlineExceeded,
            UnfinishedRollout::podInTrouble,
            UnfinishedRollout::updating,
            UnfinishedRollout::endingOldPods);

    private UnfinishedRollout() {}

    static Verdict on(Situation situation) {
        return CHAIN.stream()
                .map(function -> function.apply(situation))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> starting(situation));
    }

    static Optional<Verdict> paused(Situation situation) {
        return situation
                .deployment()
                .filter(deployment -> Boolean.TRUE.equals(deployment.getSpec().getPaused()))
                .flatMap(deployment -> Verdict.stuck(
                        situation,
                        "Somebody paused the rollout: let it go on with kubectl rollout resume deployment/"
                                + deployment.getMetadata().getName() + " -n "
                                + deployment.getMetadata().getNamespace()));
    }

    static Optional<Verdict> podStuck(Situation situation) {
        return situation
                .rolloutPods()
                .trouble()
                .filter(Trouble::stuck)
                .flatMap(trouble -> Verdict.stuck(situation, trouble.sentence()));
    }

    static Optional<Verdict> replicaFailure(Situation situation) {
        return situation
                .condition("ReplicaFailure")
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> PodRefusal.passes(condition.getMessage())
                        ? Verdict.progressing("The API server does not take pods at present, since "
                                + condition.getLastTransitionTime() + " (" + condition.getReason() + ": "
                                + condition.getMessage() + "): Kubernetes tries again until it does")
                        : Verdict.stuck(
                                situation,
                                PodStandard.broken(condition.getMessage())
                                        .map(PodStandard::sentence)
                                        .orElse("Pods cannot be made (" + condition.getReason() + ": "
                                                + condition.getMessage() + "): "
                                                + PodRefusal.remedy(condition.getMessage()))));
    }

    static Optional<Verdict> deadlineExceeded(Situation situation) {
        return situation
                .condition("Progressing")
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                .flatMap(condition -> Verdict.stuck(
                        situation,
                        situation
                                .rolloutPods()
                                .trouble()
                                .map(Trouble::sentence)
                                .orElseGet(() -> count(situation.rollout())
                                        + ", and nothing got better until the deadline: read the model's log")));
    }

    /** Judges a pod that is in trouble: the rollout still counts as in progress, because the trouble may pass by itself. */
    static Optional<Verdict> podInTrouble(Situation situation) {
        return situation.rolloutPods().trouble().flatMap(trouble -> Verdict.progressing(trouble.sentence()));
    }

    static Optional<Verdict> updating(Situation situation) {
        Rollout rollout = situation.rollout();
        return rollout.updated() < rollout.wanted()
                ? Verdict.progressing(rollout.updated() + " of " + rollout.wanted() + " replicas are updated")
                : Optional.empty();
    }

    static Optional<Verdict> endingOldPods(Situation situation) {
        int old = situation.rollout().total() - situation.rollout().updated();
        return old > 0 && situation.rollout().available() >= situation.rollout().wanted()
                ? Verdict.progressing(old == 1 ? "1 old pod is to end" : old + " old pods are to end")
                : Optional.empty();
    }

    static Verdict starting(Situation situation) {
        return new Verdict(Phase.PHASE_PROGRESSING, count(situation.rollout()));
    }

    private static String count(Rollout rollout) {
        return rollout.available() + " of " + rollout.wanted() + " replicas are available";
    }
}
