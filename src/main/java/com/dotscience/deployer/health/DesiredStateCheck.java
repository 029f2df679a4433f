package com.dotscience.deployer.health;

import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.IdentityInUse;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether all that is wanted is known, and whose objects are this deployer's. It also shows the deletions that are held (R2), which
 * leave the deployer as ready as it was.
 */
public final class DesiredStateCheck extends ReadinessCheck {

    private final GuardedDesiredState desired;
    private final IdentityInUse identity;
    private final Supplier<Optional<String>> missing;

    /** @param missing why one of the sources of what is wanted cannot say anything, a sentence for people; empty if all can */
    public DesiredStateCheck(GuardedDesiredState desired, IdentityInUse identity, Supplier<Optional<String>> missing) {
        super("desired_state");
        this.desired = desired;
        this.identity = identity;
        this.missing = missing;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        Optional<String> dispute = identity.dispute();
        result.state(desired.isComplete() && dispute.isEmpty() ? State.UP : State.DOWN)
                .detail("model_deployments", desired.ids().size())
                .detail("held_deletions", new TreeSet<>(desired.held()));
        dispute.ifPresent(sentence -> result.detail("identity", sentence));
        missing.get().ifPresent(why -> result.detail("missing", why));
    }
}
