package com.dotscience.deployer.health;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/**
 * What the health checks say together.
 *
 * @param up whether all checks that were asked are well
 * @param modules whether each is well, by its name
 * @param details what each has to say, by its name
 */
record DeployerHealth(boolean up, Map<String, Boolean> modules, Map<String, Map<String, Object>> details) {

    /** The group of the checks that are the deployer's own: the modules of {@code /health}. */
    static final String MODULES = "deployer";

    /** All checks. It is up while the deployer lives; whether the deployer is ready, the modules say. */
    static DeployerHealth overall(CamelContext context) {
        DeployerHealth all = of(new HealthChecks(context).all(), true);
        return new DeployerHealth(live(context).up, all.modules, all.details);
    }

    /** Whether the deployer lives: if it does not, only a restart helps. */
    static DeployerHealth live(CamelContext context) {
        return of(new HealthChecks(context).liveness(), false);
    }

    /** Whether the deployer can do its work now. */
    static DeployerHealth ready(CamelContext context) {
        return of(new HealthChecks(context).readiness(), true);
    }

    private static DeployerHealth of(Collection<Result> results, boolean readiness) {
        Map<String, Boolean> modules = new TreeMap<>();
        Map<String, Map<String, Object>> details = new TreeMap<>();
        for (Result result : results) {
            modules.put(result.getCheck().getId(), result.getState() == State.UP);
            if (MODULES.equals(result.getCheck().getGroup())
                    || result.getError().isPresent()) {
                details.put(result.getCheck().getId(), ownDetails(result));
            }
        }
        return new DeployerHealth(HealthCheckHelper.isResultsUp(results, readiness), modules, details);
    }

    private static Map<String, Object> ownDetails(Result result) {
        Map<String, Object> details = new TreeMap<>(result.getDetails());
        // Camel adds how often and when it was asked, which says nothing of the deployer.
        details.keySet().removeIf(key -> HealthCheckHelper.isReservedKey(key) || key.equals(HealthCheck.CHECK_KIND));
        return details;
    }

    /** The fields of the answer. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>(modules);
        fields.put("status", up ? "UP" : "DOWN");
        fields.put("details", details);
        return fields;
    }
}
