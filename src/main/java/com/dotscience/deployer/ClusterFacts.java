package com.dotscience.deployer;

import com.dotscience.deployer.reconcile.WriteHold;
import java.util.Optional;

/**
 * What the Gateway is told of the cluster. The connection asks for it when the Gateway is dialled, but is made before there is a
 * client for the cluster, since making that takes its time; until it is complete there is nothing to tell.
 */
final class ClusterFacts {

    private volatile ClusterWiring cluster;
    private volatile WriteHold hold;

    void complete(ClusterWiring cluster, WriteHold hold) {
        this.hold = hold;
        this.cluster = cluster;
    }

    /** As the API server says it, which it is asked for each time. */
    String kubernetesVersion() {
        return cluster.client().getKubernetesVersion().getGitVersion();
    }

    /** Why the API server is not heard, a sentence for people; empty while it is. */
    Optional<String> trouble() {
        return Optional.ofNullable(cluster)
                .flatMap(complete -> complete.component().trouble());
    }

    /** What holds every write, a sentence for people; empty if nothing does. */
    Optional<String> hold() {
        return Optional.ofNullable(hold).flatMap(WriteHold::get);
    }
}
