package com.dotscience.deployer.health;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows the desired state at {@code /cache}. */
public final class Cache {

    private final GuardedDesiredState desired;

    public Cache(GuardedDesiredState desired) {
        this.desired = desired;
    }

    /** All model deployments that are wanted, in the order of their ids. */
    public List<Deployment> list() {
        return desired.ids().stream()
                .map(desired::wanted)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Deployment::getId))
                .toList();
    }
}
