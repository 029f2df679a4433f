package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Resource versions as numbers. Every API server that keeps its objects in etcd counts them up over all objects of a
 * kind (KEP-5504 makes the comparison part of the API).
 */
public final class ResourceVersion {

    private ResourceVersion() {}

    /** As the object has it; 0 for none. */
    public static long of(HasMetadata object) {
        return parse(object.getMetadata().getResourceVersion());
    }

    /** 0, older than all, for none. */
    static long parse(String resourceVersion) {
        return resourceVersion == null || resourceVersion.isEmpty() ? 0 : Long.parseLong(resourceVersion);
    }
}
