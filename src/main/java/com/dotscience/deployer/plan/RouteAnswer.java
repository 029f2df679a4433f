package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the controller of a parent answered to an HTTPRoute. A parent answers with conditions in the status, and only those about the
 * present generation count.
 *
 * @param parent the Gateway, as people name it
 * @param refusal why requests do not reach the model by it, in the controller's own words; empty if they do, or nothing is known
 * @param accepted whether it takes requests for the model
 */
public record RouteAnswer(String parent, Optional<String> refusal, boolean accepted) {

    private static final String ACCEPTED = "Accepted";
    private static final String RESOLVED = "ResolvedRefs";

    /** Returns the answer of each parent that the HTTPRoute names, in their order. */
    public static List<RouteAnswer> of(HasMetadata route) {
        return RouteVersions.spec(route).stream()
                .flatMap(spec -> spec.getParentRefs().stream())
                .map(parent -> of(route, parent))
                .toList();
    }

    /** Says whether nothing is known of it yet: no controller has looked at the present HTTPRoute. */
    public boolean isMissing() {
        return !accepted && refusal.isEmpty();
    }

    private static RouteAnswer of(HasMetadata route, ParentReference parent) {
        List<Condition> conditions = conditions(route, parent);
        return new RouteAnswer(
                name(route, parent),
                Stream.of(ACCEPTED, RESOLVED)
                        .flatMap(type -> with(conditions, type, "False").stream())
                        .findFirst()
                        .map(RouteAnswer::words),
                with(conditions, ACCEPTED, "True").isPresent());
    }

    private static List<Condition> conditions(HasMetadata route, ParentReference parent) {
        return RouteVersions.status(route).stream()
                .flatMap(status -> status.getParents().stream())
                .filter(answer -> isOf(route, parent, answer))
                .flatMap(answer -> answer.getConditions().stream())
                .filter(condition -> isPresent(route, condition))
                .toList();
    }

    private static boolean isOf(HasMetadata route, ParentReference parent, RouteParentStatus answer) {
        ParentReference its = answer.getParentRef();
        return its != null
                && Objects.equals(its.getName(), parent.getName())
                && Objects.equals(namespace(route, its), namespace(route, parent))
                && Objects.equals(its.getSectionName(), parent.getSectionName());
    }

    private static boolean isPresent(HasMetadata route, Condition condition) {
        Long generation = route.getMetadata().getGeneration();
        Long observed = condition.getObservedGeneration();
        return generation == null || observed == null || observed >= generation;
    }

    private static Optional<Condition> with(List<Condition> conditions, String type, String status) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .findFirst();
    }

    private static String words(Condition condition) {
        String message = Objects.requireNonNullElse(condition.getMessage(), "");
        return condition.getReason() + (message.isEmpty() ? "" : ": " + message);
    }

    private static String name(HasMetadata route, ParentReference parent) {
        return namespace(route, parent) + "/" + parent.getName()
                + (parent.getSectionName() == null ? "" : " (" + parent.getSectionName() + ")");
    }

    private static String namespace(HasMetadata route, ParentReference parent) {
        return Objects.requireNonNullElse(
                parent.getNamespace(), route.getMetadata().getNamespace());
    }
}
