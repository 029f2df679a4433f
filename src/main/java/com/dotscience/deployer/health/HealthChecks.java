package com.dotscience.deployer.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Kind;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.RouteHealthCheck;

/**
 * Asks the health checks of a Camel context. Each check is asked alone, because Camel's own helper gives no answer at all when
 * one check throws, and the check of a route does so while an operator's file of routes is replaced.
 */
final class HealthChecks {

    /** The detail of a check that throws: its message. */
    private static final String ERROR = "error";

    private final CamelContext context;
    private final HealthCheckRegistry registry;

    HealthChecks(CamelContext context) {
        this.context = context;
        this.registry = HealthCheckRegistry.get(context);
    }

    List<Result> all() {
        return results(Kind.ALL, check -> true);
    }

    List<Result> liveness() {
        return results(Kind.LIVENESS, HealthCheck::isLiveness);
    }

    List<Result> readiness() {
        return results(Kind.READINESS, HealthCheck::isReadiness);
    }

    private List<Result> results(Kind kind, Predicate<HealthCheck> asked) {
        return registry.stream()
                .filter(asked)
                .filter(check -> !registry.isExcluded(check))
                .distinct()
                .map(check -> result(check, kind))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the answer of a check; empty if what it checks is gone. */
    private Optional<Result> result(HealthCheck check, Kind kind) {
        Map<String, Object> options = Map.of(HealthCheck.CHECK_KIND, kind);
        try {
            return Optional.of(check.call(options));
        } catch (RuntimeException first) {
            // A route that was gone a moment ago may run again by now.
            return isGone(check) ? Optional.empty() : secondResult(check, options);
        }
    }

    private Optional<Result> secondResult(HealthCheck check, Map<String, Object> options) {
        try {
            return Optional.of(check.call(options));
        } catch (RuntimeException failure) {
            return isGone(check) ? Optional.empty() : Optional.of(down(check, failure));
        }
    }

    private boolean isGone(HealthCheck check) {
        if (check instanceof RouteHealthCheck) {
            // Its id is that of the route, after a prefix such as "route:" or "consumer:".
            String route = check.getId().substring(check.getId().indexOf(':') + 1);
            return context.getRouteController().getRouteStatus(route) == null;
        }
        return registry.stream().noneMatch(check::equals);
    }

    private static Result down(HealthCheck check, RuntimeException failure) {
        return HealthCheckResultBuilder.on(check)
                .down()
                .error(failure)
                .detail(ERROR, failure.getMessage() == null ? failure.toString() : failure.getMessage())
                .build();
    }
}
