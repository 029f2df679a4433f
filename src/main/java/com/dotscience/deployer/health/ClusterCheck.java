package com.dotscience.deployer.health;

import com.dotscience.deployer.cluster.ClusterComponent;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether everything in the cluster is known (R1) and the API server is heard. */
public final class ClusterCheck extends ReadinessCheck {

    private final ClusterComponent cluster;

    public ClusterCheck(ClusterComponent cluster) {
        super("cluster");
        this.cluster = cluster;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        boolean synced = cluster.observed().synced();
        Optional<String> trouble = cluster.trouble();
        result.state(synced && trouble.isEmpty() ? State.UP : State.DOWN).detail("synced", synced);
        trouble.ifPresent(reason -> result.detail("trouble", reason));
    }
}
