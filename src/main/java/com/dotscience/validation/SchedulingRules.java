package com.dotscience.validation;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be asked for of the nodes on which pods run. */
final class SchedulingRules {

    private static final String EXISTS = "Exists";
    private static final String NO_EXECUTE = "NoExecute";
    private static final List<String> OPERATORS = List.of("Equal", EXISTS);
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", NO_EXECUTE);
    private static final List<String> OTHERWISE = List.of("DoNotSchedule", "ScheduleAnyway");

    private SchedulingRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(DeploymentSpec asked) {
        asked.getTolerationsList().forEach(SchedulingRules::check);
        Set<String> keys = new HashSet<>();
        for (TopologySpread spread : asked.getTopologySpreadList()) {
            Syntax.LABEL_KEY.check("topology spread", spread.getTopologyKey());
            String field = "topology spread over '" + spread.getTopologyKey() + "'";
            if (!keys.add(spread.getTopologyKey())) {
                throw Syntax.invalid(field + " is given twice");
            }
            if (spread.getMaxSkew() < 0) {
                throw Syntax.invalid(field + " must differ by at least one pod, not " + spread.getMaxSkew());
            }
            oneOf(field, OTHERWISE, spread.getWhenUnsatisfiable());
        }
    }

    private static void check(Toleration asked) {
        Syntax.LABEL_KEY.checkIfAny("toleration", asked.getKey());
        String field = "toleration '" + asked.getKey() + "'";
        oneOf(field + " operator", OPERATORS, asked.getOperator());
        oneOf(field + " effect", EFFECTS, asked.getEffect());
        Syntax.LABEL_VALUE.check(field, asked.getValue());
        boolean exists = asked.getOperator().equals(EXISTS);
        if (exists && !asked.getValue().isEmpty()) {
            throw Syntax.invalid(field + " must have no value with the operator Exists");
        }
        if (!exists && asked.getKey().isEmpty()) {
            throw Syntax.invalid("toleration must name a taint, or have the operator Exists for all of them");
        }
        if (asked.hasTolerationSeconds() && !asked.getEffect().equals(NO_EXECUTE)) {
            throw Syntax.invalid(field + " must have the effect NoExecute if it ends after some seconds");
        }
    }

    private static void oneOf(String field, List<String> allowed, String value) {
        if (!value.isEmpty() && !allowed.contains(value)) {
            throw Syntax.invalid(
                    field + " must be one of " + String.join(", ", allowed) + ", not " + Syntax.quoted(value));
        }
    }
}
