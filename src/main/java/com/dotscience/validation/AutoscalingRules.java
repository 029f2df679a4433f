package com.dotscience.validation;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.Deployment;
import com.dotscience.api.ResourceRequirements;

/** Checks what an autoscaler is asked for: what it could not count is refused. */
final class AutoscalingRules {

    private static final int MAX_REPLICAS = 10_000;
    private static final int MAX_PERCENT = 1_000;
    private static final int MAX_IN_FLIGHT = 100_000;

    private AutoscalingRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(Deployment asked) {
        Autoscaling scaling = asked.getDeployment().getAutoscaling();
        within("max replicas", scaling.getMaxReplicas(), MAX_REPLICAS);
        within("min replicas", scaling.getMinReplicas(), MAX_REPLICAS);
        within("cpu percent", scaling.getCpuPercent(), MAX_PERCENT);
        within("requests in flight", scaling.getRequestsInFlight(), MAX_IN_FLIGHT);
        if (scaling.getMaxReplicas() == 0) {
            if (!scaling.equals(Autoscaling.getDefaultInstance())) {
                throw Syntax.invalid("autoscaling needs max replicas: say how many may run at most");
            }
            return;
        }
        if (scaling.getMinReplicas() > scaling.getMaxReplicas()) {
            throw Syntax.invalid("min replicas must be at most max replicas " + scaling.getMaxReplicas() + ", not "
                    + scaling.getMinReplicas());
        }
        if (scaling.getCpuPercent() == 0 && scaling.getRequestsInFlight() == 0) {
            throw Syntax.invalid("autoscaling needs something to go by: cpu percent, or requests in flight");
        }
        ResourceRequirements resources = asked.getDeployment().getResources();
        if (scaling.getCpuPercent() > 0 && !resources.containsRequests("cpu") && !resources.containsLimits("cpu")) {
            throw Syntax.invalid(
                    "cpu percent needs a request of cpu, of which it is a share: say how much the model gets");
        }
        if (scaling.getRequestsInFlight() > 0 && !LifeRules.hasModelProxy(asked)) {
            throw Syntax.invalid("requests in flight needs a model-proxy, which counts them: give the classes");
        }
    }

    private static void within(String field, int number, int most) {
        if (number < 0 || number > most) {
            throw Syntax.invalid(field + " must be 0 to " + most + ", not " + number);
        }
    }
}
