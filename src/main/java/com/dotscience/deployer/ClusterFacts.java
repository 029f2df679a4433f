package com.dotscience.deployer;

import com.dotscience.deployer.gateway.Participation;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.reconcile.WriteHold;
import java.util.Optional;

/**
 * What the Gateway is told of the cluster. The connection asks for it when the Gateway is dialled, but is made before there is a
 * client for the cluster, since making that takes its time; until it is complete there is nothing to tell.
 */
final class ClusterFacts {

    private volatile ClusterWiring cluster;
    private volatile WriteHold hold;
    private volatile Leadership leadership = Leadership.withoutLease();

    void complete(ClusterWiring cluster, WriteHold hold, Leadership leadership) {
        this.leadership = leadership;
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
        return Optional.ofNullable(hold).flatMap(WriteHold::byOwner);
    }

    /** Which Lease this deployer agrees by with others, and whether it is the one that writes. */
    Participation participation() {
        return new Participation(leadership.lease(), leadership.standingBy(), leadership.alone());
    }

    /** Why another deployer tells the Gateway how things are, a sentence for people; empty if this one does. */
    Optional<String> standingBy() {
        return leadership.standingBy();
    }
}
