package com.dotscience.deployer.plan.limits;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

/** Reads HorizontalPodAutoscalers of every version. */
final class Autoscalers {

    private Autoscalers() {}

    /** Returns how many replicas an autoscaler allows; 0 if the object is none. */
    static long maxReplicas(HasMetadata object) {
        Integer most = null;
        if (object instanceof HorizontalPodAutoscaler autoscaler) {
            most = autoscaler.getSpec().getMaxReplicas();
        } else if (object
                instanceof io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler older) {
            most = older.getSpec().getMaxReplicas();
        } else if (object instanceof io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler oldest) {
            most = oldest.getSpec().getMaxReplicas();
        }
        return most == null ? 0 : most;
    }
}
