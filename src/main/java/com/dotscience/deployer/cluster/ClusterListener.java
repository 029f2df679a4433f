package com.dotscience.deployer.cluster;

/** Who wants to know that something changed. Called on informer threads: must not block. */
interface ClusterListener {

    /** Everything is known: from now on ids follow, one at a time. */
    void synced();

    /** Something that belongs to this model deployment changed. */
    void changed(String id);

    /** Pods of this model deployment are otherwise than before, which is nothing to plan for. */
    void podsChanged(String id);
}
