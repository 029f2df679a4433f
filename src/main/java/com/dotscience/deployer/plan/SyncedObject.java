package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * An object that a plan compared and found to be as it is wanted. Whoever gives it to the next plan spares that the comparison:
 * a new image then costs one, and not one for the Service and the Ingress as well (R9).
 *
 * @param autoscaled whether a HorizontalPodAutoscaler set its replicas, which then were not compared
 */
public record SyncedObject(HasMetadata wanted, HasMetadata observed, boolean autoscaled) {

    /** Whether the same was compared: the version that is there now with what is wanted now. */
    boolean covers(HasMetadata wantedNow, HasMetadata observedNow, boolean autoscaledNow) {
        return autoscaled == autoscaledNow && Observed.same(observed, observedNow) && wanted.equals(wantedNow);
    }
}
