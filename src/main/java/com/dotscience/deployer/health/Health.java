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
 * What the health checks come to.
 *
 * @param up whether all that was asked for is well
 * @param modules each with whether it is well, in the order of their names
 * @param details of each module what it has to say
 */
record Health(boolean up, Map<String, Boolean> modules, Map<String, Map<String, Object>> details) {

    /** The group of the checks that are the deployer's own: the modules of {@code /health}. */
    static final String MODULES = "deployer";

    /** Camel's word for results of what is well, too. */
    private static final String ALL = "full";

    /** Everything there is to say. It is up while the deployer lives: whether it is ready, its modules say. */
    static Health overall(CamelContext context) {
        Health all = of(HealthCheckHelper.invoke(context, ALL), true);
        return new Health(live(context).up, all.modules, all.details);
    }

    /** Whether it lives: if not, a restart is called for. */
    static Health live(CamelContext context) {
        return of(HealthCheckHelper.invokeLiveness(context, ALL), false);
    }

    /** Whether it can do its work now. */
    static Health ready(CamelContext context) {
        return of(HealthCheckHelper.invokeReadiness(context, ALL), true);
    }

    private static Health of(Collection<Result> results, boolean readiness) {
        Map<String, Boolean> modules = new TreeMap<>();
        Map<String, Map<String, Object>> details = new TreeMap<>();
        for (Result result : results) {
            modules.put(result.getCheck().getId(), result.getState() == State.UP);
            if (MODULES.equals(result.getCheck().getGroup())) {
                details.put(result.getCheck().getId(), said(result));
            }
        }
        return new Health(HealthCheckHelper.isResultsUp(results, readiness), modules, details);
    }

    private static Map<String, Object> said(Result result) {
        Map<String, Object> said = new TreeMap<>(result.getDetails());
        // What Camel adds to each is on how often and when it was asked.
        said.keySet().removeIf(key -> HealthCheckHelper.isReservedKey(key) || key.equals(HealthCheck.CHECK_KIND));
        return said;
    }

    /** As it is shown. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new TreeMap<>(modules);
        shown.put("status", up ? "UP" : "DOWN");
        shown.put("details", details);
        return shown;
    }
}
