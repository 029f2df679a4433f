package com.dotscience.deployer.cluster;

/** Who wants to know that something changed. Called on informer threads: must not block. */
interface ClusterListener {

    /** Everything is known: from now on ids follow, one at a time. */
    void synced();

    /** Something that belongs to this model deployment changed. */
    void changed(String id);

    /** Its pods are otherwise than before, or what shares its host, which is nothing to plan for. */
    void podsChanged(String id);
}
