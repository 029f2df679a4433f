package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * An object that a plan compared and found to be as it is wanted. The next plan need not compare it again: after a new image it
 * compares the Deployment only, and not the Service and the Ingress as well (R9).
 *
 * @param autoscaled whether a HorizontalPodAutoscaler set its replicas, which then were not compared
 */
public record SyncedObject(HasMetadata wanted, HasMetadata observed, boolean autoscaled) {

    /** Says whether this comparison still holds: the version that exists now was compared with what is wanted now. */
    boolean covers(HasMetadata wantedNow, HasMetadata observedNow, boolean autoscaledNow) {
        return autoscaled == autoscaledNow && Observed.same(observed, observedNow) && wanted.equals(wantedNow);
    }
}
