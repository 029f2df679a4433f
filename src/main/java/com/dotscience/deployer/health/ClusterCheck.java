package com.dotscience.deployer.health;

import com.dotscience.deployer.cluster.ClusterComponent;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether everything in the cluster is known (R1) and the API server is heard. It also shows a hold, which leaves the deployer as
 * ready as it was.
 */
public final class ClusterCheck extends ReadinessCheck {

    private final ClusterComponent cluster;
    private final Supplier<Optional<String>> hold;

    /** @param hold why nothing is written now, a sentence for people; empty if it is */
    public ClusterCheck(ClusterComponent cluster, Supplier<Optional<String>> hold) {
        super("cluster");
        this.cluster = cluster;
        this.hold = hold;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        boolean synced = cluster.observed().synced();
        Optional<String> trouble = cluster.trouble();
        result.state(synced && trouble.isEmpty() ? State.UP : State.DOWN).detail("synced", synced);
        hold.get().ifPresent(sentence -> result.detail("hold", sentence));
        trouble.ifPresent(reason -> result.detail("trouble", reason));
    }
}
