package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.RolloutSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.Optional;

/** Builds how new pods take the place of old ones. */
final class RolloutStrategy {

    private static final int DEFAULT_DEADLINE_SECONDS = 600;

    private RolloutStrategy() {}

    /** Returns the strategy; empty for the default of Kubernetes. */
    static Optional<DeploymentStrategy> of(RolloutSpec asked) {
        boolean limited =
                !asked.getMaxSurge().isEmpty() || !asked.getMaxUnavailable().isEmpty();
        if (asked.getStrategy().isEmpty() && !limited) {
            return Optional.empty();
        }
        DeploymentStrategyBuilder strategy = new DeploymentStrategyBuilder()
                .withType(asked.getStrategy().isEmpty() ? "RollingUpdate" : asked.getStrategy());
        return Optional.of(
                limited
                        ? strategy.withNewRollingUpdate()
                                .withMaxSurge(limit(asked.getMaxSurge()))
                                .withMaxUnavailable(limit(asked.getMaxUnavailable()))
                                .endRollingUpdate()
                                .build()
                        : strategy.build());
    }

    /**
     * Returns how long a rollout may get no further, in seconds; empty for the default of Kubernetes. A slow start counts as none
     * until its own time is over, so that it is no failure.
     */
    static Optional<Integer> deadline(DeploymentSpec asked) {
        int deadline = asked.getRollout().getProgressDeadlineSeconds();
        if (deadline > 0) {
            return Optional.of(deadline);
        }
        return asked.getStartUpSeconds() > 0
                ? Optional.of(DEFAULT_DEADLINE_SECONDS + asked.getStartUpSeconds())
                : Optional.empty();
    }

    /** @return null for the default of Kubernetes */
    private static IntOrString limit(String asked) {
        if (asked.isEmpty()) {
            return null;
        }
        return asked.chars().allMatch(Character::isDigit) && asked.length() < 10
                ? new IntOrString(Integer.parseInt(asked))
                : new IntOrString(asked);
    }
}
