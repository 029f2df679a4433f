package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_DEGRADED;
import static com.dotscience.api.Phase.PHASE_FAILED;
import static com.dotscience.api.Phase.PHASE_PENDING;
import static com.dotscience.api.Phase.PHASE_PROGRESSING;
import static com.dotscience.api.Phase.PHASE_READY;
import static com.dotscience.api.Phase.PHASE_REMOVING;

import com.dotscience.deployer.apply.Failures.Failure;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a model deployment is: the first function that has something to say decides.
 *
 * <p>A rollout is judged as {@code kubectl rollout status} and kstatus do, and where it does not go on, by its pods: what
 * is stuck there is said at once, and not only when the deadline has passed.
 */
final class Verdicts {

    private static final List<Function<Situation, Optional<Verdict>>> CHAIN = List.of(
            Verdicts::removing,
            Verdicts::failing,
            Verdicts::missing,
            Verdicts::beingDeleted,
            Verdicts::notAsWanted,
            Verdicts::notObserved,
            Verdicts::serviceOrIngressMissing,
            Verdicts::complete,
            Verdicts::paused,
            Verdicts::podStuck,
            Verdicts::replicaFailure,
            Verdicts::deadlineExceeded,
            Verdicts::podInTrouble,
            Verdicts::updating,
            Verdicts::endingOldPods);

    private Verdicts() {}

    static Verdict on(Situation situation) {
        return CHAIN.stream()
                .map(function -> function.apply(situation))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> starting(situation));
    }

    static Optional<Verdict> removing(Situation situation) {
        return situation.leaving().map(why -> new Verdict(PHASE_REMOVING, "Removing", why + held(situation)));
    }

    private static String held(Situation situation) {
        return situation.own().stream()
                .filter(object -> object.isMarkedForDeletion()
                        && !object.getMetadata().getFinalizers().isEmpty())
                .findFirst()
                .map(object ->
                        "; its " + object.getKind() + " is being deleted and waits for whoever set the finalizer "
                                + String.join(", ", object.getMetadata().getFinalizers()))
                .orElse("");
    }

    /** R7: in the API server's own words. */
    static Optional<Verdict> failing(Situation situation) {
        String failures = situation.failures().stream().map(Failure::message).collect(Collectors.joining("; "));
        return failures.isEmpty() ? Optional.empty() : stuck(situation, "ChangeFailed", failures);
    }

    static Optional<Verdict> missing(Situation situation) {
        return situation.deployment().isEmpty()
                ? Optional.of(new Verdict(PHASE_PENDING, "NotThere", "Its Deployment is not made yet"))
                : Optional.empty();
    }

    static Optional<Verdict> beingDeleted(Situation situation) {
        return situation
                .deployment()
                .filter(deployment -> deployment.isMarkedForDeletion())
                .flatMap(deployment -> progressing(
                        "BeingDeleted", "Somebody deletes its Deployment: it is made again when it is gone"));
    }

    /** R8: what is complete may be the rollout of what was wanted before. */
    static Optional<Verdict> notAsWanted(Situation situation) {
        return situation.pending().contains(Kind.DEPLOYMENT)
                ? progressing("NotAsWanted", "Its Deployment is not as wanted yet")
                : Optional.empty();
    }

    static Optional<Verdict> notObserved(Situation situation) {
        return situation.rollout().observed()
                ? Optional.empty()
                : progressing("NotObserved", "Kubernetes has not looked at the latest change yet");
    }

    static Optional<Verdict> serviceOrIngressMissing(Situation situation) {
        boolean service = situation.wantsService() && isMissing(situation, Kind.SERVICE);
        boolean ingress = situation.wantsIngress() && isMissing(situation, Kind.INGRESS);
        return situation.rollout().complete() && (service || ingress)
                ? progressing("NotAsWanted", "Its " + (service ? "Service" : "Ingress") + " is not as wanted yet")
                : Optional.empty();
    }

    /** What has restarted is ready all the same, and worth a look. */
    static Optional<Verdict> complete(Situation situation) {
        if (!situation.rollout().complete()) {
            return Optional.empty();
        }
        String remark = situation.rollout().wanted() == 0
                ? "Scaled to 0 replicas: nothing serves"
                : situation
                        .rolloutPods()
                        .restarts()
                        .map(said -> said + ": watch it")
                        .orElse("");
        return Optional.of(new Verdict(PHASE_READY, "RolloutComplete", remark));
    }

    static Optional<Verdict> paused(Situation situation) {
        return situation
                .deployment()
                .filter(deployment -> Boolean.TRUE.equals(deployment.getSpec().getPaused()))
                .flatMap(deployment -> stuck(
                        situation,
                        "DeploymentPaused",
                        "Somebody paused the rollout: let it go on with kubectl rollout resume deployment/"
                                + deployment.getMetadata().getName() + " -n "
                                + deployment.getMetadata().getNamespace()));
    }

    static Optional<Verdict> podStuck(Situation situation) {
        return situation
                .rolloutPods()
                .trouble()
                .filter(Trouble::stuck)
                .flatMap(trouble -> stuck(situation, trouble.reason(), trouble.sentence()));
    }

    static Optional<Verdict> replicaFailure(Situation situation) {
        return situation
                .condition("ReplicaFailure")
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> stuck(
                        situation,
                        condition.getReason(),
                        "Pods cannot be made (" + condition.getReason() + ": " + condition.getMessage()
                                + "): ask whoever runs the cluster to allow them"));
    }

    static Optional<Verdict> deadlineExceeded(Situation situation) {
        return situation
                .condition("Progressing")
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                .flatMap(condition -> stuck(
                        situation,
                        condition.getReason(),
                        situation
                                .rolloutPods()
                                .trouble()
                                .map(Trouble::sentence)
                                .orElseGet(() -> count(situation.rollout())
                                        + ", and nothing got better until the deadline: read the model's log")));
    }

    /** It may pass by itself. */
    static Optional<Verdict> podInTrouble(Situation situation) {
        return situation.rolloutPods().trouble().flatMap(trouble -> progressing(trouble.reason(), trouble.sentence()));
    }

    static Optional<Verdict> updating(Situation situation) {
        Rollout rollout = situation.rollout();
        return rollout.updated() < rollout.wanted()
                ? progressing("Updating", rollout.updated() + " of " + rollout.wanted() + " replicas are updated")
                : Optional.empty();
    }

    static Optional<Verdict> endingOldPods(Situation situation) {
        int old = situation.rollout().total() - situation.rollout().updated();
        return old > 0 && situation.rollout().available() >= situation.rollout().wanted()
                ? progressing("EndingOldPods", old == 1 ? "1 old pod is to end" : old + " old pods are to end")
                : Optional.empty();
    }

    static Verdict starting(Situation situation) {
        return new Verdict(PHASE_PROGRESSING, "Starting", count(situation.rollout()));
    }

    private static Optional<Verdict> progressing(String reason, String message) {
        return Optional.of(new Verdict(PHASE_PROGRESSING, reason, message));
    }

    /** Nothing goes on by itself: degraded where something serves all the same, which is said if it is an older version. */
    private static Optional<Verdict> stuck(Situation situation, String reason, String message) {
        if (!situation.servable()) {
            return Optional.of(new Verdict(PHASE_FAILED, reason, message));
        }
        return Optional.of(new Verdict(PHASE_DEGRADED, reason, message + older(situation)));
    }

    private static String older(Situation situation) {
        RolloutPods pods = situation.rolloutPods();
        boolean older = pods.all().isEmpty()
                ? situation.rollout().total() > situation.rollout().updated()
                : pods.olderServes() && !pods.presentServes();
        return older
                ? "; meanwhile the version before still serves"
                        + situation.servingImage().map(image -> ", " + image).orElse("")
                : "";
    }

    private static String count(Rollout rollout) {
        return rollout.available() + " of " + rollout.wanted() + " replicas are available";
    }

    private static boolean isMissing(Situation situation, Kind kind) {
        return !situation.isThere(kind) || situation.pending().contains(kind);
    }
}
