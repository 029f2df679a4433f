package com.dotscience.deployer.health;

import com.dotscience.deployer.reconcile.Desired;
import java.util.TreeSet;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether all that is wanted is known; also shows the deletions that are held (R2), which make nothing unready. */
public final class DesiredStateCheck extends ReadinessCheck {

    private final Desired desired;

    public DesiredStateCheck(Desired desired) {
        super("desired_state");
        this.desired = desired;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        boolean complete = desired.isComplete();
        result.state(complete ? State.UP : State.DOWN)
                .detail("model_deployments", desired.ids().size())
                .detail("held_deletions", new TreeSet<>(desired.held()));
    }
}
