package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * The version of an object that a plan compared and found to be as it is wanted. It names the object and does not hold it,
 * because one is kept for each object of the fleet.
 */
record SyncedObject(String uid, String resourceVersion) {

    static SyncedObject of(HasMetadata observed) {
        ObjectMeta metadata = observed.getMetadata();
        return new SyncedObject(metadata.getUid(), metadata.getResourceVersion());
    }
}
