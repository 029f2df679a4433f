package com.dotscience.deployer.cluster;

/** What a {@link ClusterListener} may hear of. */
interface ClusterEvents {

    /** Adds a listener; it hears at once that everything is known, if it is. */
    void add(ClusterListener listener);

    void remove(ClusterListener listener);
}
