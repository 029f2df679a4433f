package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_PENDING;
import static com.dotscience.api.Phase.PHASE_READY;
import static com.dotscience.api.Phase.PHASE_REMOVING;

import com.dotscience.api.IngressHosts;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.manifest.RouteVersions;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges how well a model deployment does. Several things may be true at once, so the first function that finds one decides.
 *
 * <p>A rollout is judged as {@code kubectl rollout status} and kstatus judge it. Where it does not go on, its pods show why, so
 * that people hear of it at once and not only when the deadline has passed.
 */
final class Verdicts {

    private static final List<Function<Situation, Optional<Verdict>>> CHAIN = List.of(
            Verdicts::removing,
            Verdicts::failing,
            Verdicts::missing,
            Verdicts::beingDeleted,
            RewriteVerdicts::later,
            Verdicts::notAsWanted,
            Verdicts::notObserved,
            Verdicts::serviceOrIngressMissing,
            RewriteVerdicts::notAsAsked,
            RouteVerdicts::refused,
            RouteVerdicts::notLedTo,
            Verdicts::notRemovedYet,
            Verdicts::complete,
            Verdicts::settling);

    private Verdicts() {}

    static Verdict on(Situation situation) {
        Verdict first = CHAIN.stream()
                .map(function -> function.apply(situation))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> UnfinishedRollout.on(situation));
        Verdict verdict = RewriteVerdicts.warning(situation).map(first::and).orElse(first);
        return TransientFailures.of(situation.failures()).map(verdict::and).orElse(verdict);
    }

    static Optional<Verdict> removing(Situation situation) {
        return situation
                .leaving()
                .map(why -> new Verdict(
                        PHASE_REMOVING,
                        Stream.of(why + held(situation) + ending(situation), refused(situation))
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining("; "))));
    }

    private static String ending(Situation situation) {
        return situation.podsLeft().isEmpty()
                ? ""
                : "; "
                        + TerminatingPods.words(
                                situation.podsLeft(), situation.uptimes().now());
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

    /** Judges changes that the API server refuses, in its own words (R7). A refusal that is likely to pass is no failure. */
    static Optional<Verdict> failing(Situation situation) {
        String refused = refused(situation);
        return refused.isEmpty() ? Optional.empty() : Verdict.stuck(situation, refused);
    }

    private static String refused(Situation situation) {
        return situation.failures().stream()
                .filter(failure -> !failure.isTransient())
                .map(Failure::message)
                .collect(Collectors.joining("; "));
    }

    static Optional<Verdict> missing(Situation situation) {
        return situation.deployment().isEmpty()
                ? Optional.of(new Verdict(PHASE_PENDING, "Its Deployment is not made yet"))
                : Optional.empty();
    }

    static Optional<Verdict> beingDeleted(Situation situation) {
        return situation
                .deployment()
                .filter(deployment -> deployment.isMarkedForDeletion())
                .flatMap(deployment ->
                        Verdict.progressing("Somebody deletes its Deployment: it is made again when it is gone"));
    }

    /** Judges a Deployment that is not yet as wanted: its complete rollout may be that of what was wanted before (R8). */
    static Optional<Verdict> notAsWanted(Situation situation) {
        return situation.pending().contains(Kind.DEPLOYMENT)
                ? Verdict.progressing("Its Deployment is not as wanted yet")
                : Optional.empty();
    }

    static Optional<Verdict> notObserved(Situation situation) {
        return situation.rollout().observed()
                ? Optional.empty()
                : Verdict.progressing("Kubernetes has not looked at the latest change yet");
    }

    static Optional<Verdict> serviceOrIngressMissing(Situation situation) {
        boolean service = situation.wantsService() && isMissing(situation, Kind.SERVICE);
        boolean ingress = situation.wantsIngress() && isMissing(situation, Kind.INGRESS);
        boolean route = situation.wantsRoute() && isMissing(situation, Kind.HTTP_ROUTE);
        return situation.rollout().complete() && (service || ingress || route)
                ? Verdict.progressing(
                        "Its " + (service ? "Service" : ingress ? "Ingress" : "HTTPRoute") + " is not as wanted yet")
                : Optional.empty();
    }

    /**
     * Judges a Service or a way from outside that is not wanted any more and still exists: the model can still be reached there (R8).
     */
    static Optional<Verdict> notRemovedYet(Situation situation) {
        boolean service = !situation.wantsService() && situation.pending().contains(Kind.SERVICE);
        boolean ingress = !situation.wantsIngress() && situation.pending().contains(Kind.INGRESS);
        boolean route = !situation.wantsRoute() && situation.pending().contains(Kind.HTTP_ROUTE);
        return situation.rollout().complete() && (service || ingress || route)
                ? Verdict.progressing(
                        "Its " + (service ? "Service" : ingress ? "Ingress" : "HTTPRoute") + " is not removed yet")
                : Optional.empty();
    }

    /**
     * Judges a complete rollout as ready. Restarts and silent nodes do not change that, but the message names them because they
     * are worth a look.
     */
    static Optional<Verdict> complete(Situation situation) {
        if (!situation.complete()) {
            return Optional.empty();
        }
        Optional<String> pods = situation.rollout().wanted() == 0
                ? Optional.of("Scaled to 0 replicas: nothing serves")
                : situation
                        .rolloutPods()
                        .silence()
                        .map(sentence -> sentence + ": what runs there was ready, and runs on as far as is known")
                        .or(() -> situation.rolloutPods().restarts().map(sentence -> sentence + ": watch it"));
        String remark = Stream.of(
                        pods, RouteVerdicts.unanswered(situation), ScalingTrouble.of(situation.own()), rival(situation))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return Optional.of(new Verdict(PHASE_READY, remark));
    }

    /**
     * Names the Ingress or HTTPRoute of somebody else that has the same address: the controller picks one of the two and tells
     * nobody.
     */
    private static Optional<String> rival(Situation situation) {
        return situation.rivals().stream()
                .findFirst()
                .map(other -> ObjectKey.of(other) + " has the host " + hostInCommon(situation, other)
                        + " too, and only one of them answers there: give one of them another host");
    }

    private static String hostInCommon(Situation situation, HasMetadata other) {
        List<String> theirs = other instanceof Ingress ingress
                ? ingress.getSpec().getRules().stream()
                        .map(IngressRule::getHost)
                        .toList()
                : RouteVersions.spec(other).map(HTTPRouteSpec::getHostnames).orElse(List.of());
        return IngressHosts.of(situation.wanted().getIngress()).stream()
                .filter(theirs::contains)
                .findFirst()
                .orElse(situation.wanted().getIngress().getHost());
    }

    /**
     * Judges a complete rollout that has not run for long enough. A container that crashed before is left out here, because it
     * has a verdict of its own.
     */
    static Optional<Verdict> settling(Situation situation) {
        return situation
                .settling()
                .filter(until -> situation.rolloutPods().trouble().isEmpty())
                .flatMap(until ->
                        Verdict.progressing("All replicas run, and no readiness probe says that they serve: ready when"
                                + " they have run for "
                                + situation.uptimes().settling().toSeconds() + " s"));
    }

    private static boolean isMissing(Situation situation, Kind kind) {
        return !situation.isThere(kind) || situation.pending().contains(kind);
    }
}
