package com.dotscience.deployer.health;

import com.dotscience.deployer.leader.Leadership;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether this deployer writes, or would at once if the one that does went away. */
public final class LeaderCheck extends ReadinessCheck {

    private final Leadership leadership;

    public LeaderCheck(Leadership leadership) {
        super("leader");
        this.leadership = leadership;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        result.state(leadership.trouble().isEmpty() ? State.UP : State.DOWN)
                .detail("leads", leadership.standingBy().isEmpty());
        leadership.standingBy().or(leadership::alone).ifPresent(sentence -> result.detail("why", sentence));
    }
}
