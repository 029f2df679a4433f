package com.dotscience.deployer.status;

import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.CanaryRoute;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.RouteAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what Gateways answered to an HTTPRoute: whether requests from outside reach the model is theirs to say. */
final class RouteVerdicts {

    private RouteVerdicts() {}

    /** Judges a Gateway that takes no requests for the model. Pods can be ready all the same, and whoever calls them from within. */
    static Optional<Verdict> refused(Situation situation) {
        if (!situation.rollout().complete()) {
            return Optional.empty();
        }
        return answers(situation)
                .flatMap(answer -> answer.refusal().stream()
                        .map(refusal ->
                                "Gateway " + answer.parent() + " does not serve " + route(situation) + ": " + refusal))
                .findFirst()
                .flatMap(sentence -> Verdict.stuck(situation, sentence));
    }

    /** Judges a canary that answers no requests yet, or another part of them than it is to. */
    static Optional<Verdict> notLedTo(Situation situation) {
        int weight = situation.wanted().getCanary().getWeight();
        String service = ObjectName.of(situation.wanted()).name();
        return situation.rollout().complete()
                        && CanaryRoute.isWayTo(situation.wanted())
                        && situation.leading().stream()
                                .flatMap(route -> CanaryRoute.weight(route, service).stream())
                                .noneMatch(there -> there == weight)
                ? Verdict.progressing(
                        "The HTTPRoute of its model deployment does not lead " + weight + " of 100 requests to it yet")
                : Optional.empty();
    }

    /** Names the Gateways that have not answered: no controller may look after them, or they may not exist. */
    static Optional<String> unanswered(Situation situation) {
        List<String> silent = answers(situation)
                .filter(RouteAnswer::isMissing)
                .map(RouteAnswer::parent)
                .toList();
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of("Nobody has answered " + route(situation) + " for Gateway " + String.join(", ", silent)
                        + (situation.isThere(Kind.INGRESS)
                                ? ": its Ingress stays"
                                : ": requests from outside do not reach it")
                        + " until the Gateway exists and its controller accepts it");
    }

    private static String route(Situation situation) {
        return situation.leading().isEmpty() ? "its HTTPRoute" : "the HTTPRoute of its model deployment";
    }

    private static Stream<RouteAnswer> answers(Situation situation) {
        return situation.wantsRoute() && !situation.pending().contains(Kind.HTTP_ROUTE)
                ? situation.own().stream().flatMap(object -> RouteAnswer.of(object).stream())
                : situation.leading().stream().flatMap(route -> RouteAnswer.of(route).stream());
    }
}
