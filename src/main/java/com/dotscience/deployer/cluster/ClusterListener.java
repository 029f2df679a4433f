package com.dotscience.deployer.cluster;

/** Hears that something changed in the cluster. It is called on informer threads, and must not block them. */
interface ClusterListener {

    /** Everything is known. From now on every change follows as an id. */
    void synced();

    /**
     * Something that belongs to this model deployment changed.
     *
     * @param id the model deployment's; for events of resources {@code namespace/name} of the resource
     */
    void changed(String id);

    /** The pods of this model deployment changed, or another shares its host now or no more: nothing to plan, but to report. */
    void podsChanged(String id);
}
