package com.dotscience.deployer.cluster;

import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Where an object sits in the cluster; the uid tells the objects apart that sit there one after another. */
record ObjectKey(Kind kind, String namespace, String name) {

    static ObjectKey of(HasMetadata object) {
        return new ObjectKey(
                Kind.of(object),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    /** {@code namespace/name}. */
    String path() {
        return namespace + "/" + name;
    }
}
