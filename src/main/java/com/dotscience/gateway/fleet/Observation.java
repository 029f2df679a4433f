package com.dotscience.gateway.fleet;

import com.dotscience.api.management.ModelDeployment;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of the model deployment of a member.
 *
 * @param current the model deployment; empty if it was removed
 * @param unreachable why its deployer does nothing about it at present, or cannot say what it did, one sentence for people; empty if
 *     it can
 * @param lastChange who changed it last and how, for people; empty if nobody knows
 * @param degradedFor for how long its deployer has reported that what is wanted now is degraded
 */
public record Observation(
        Optional<ModelDeployment> current, String unreachable, String lastChange, Duration degradedFor) {

    boolean isReachable() {
        return unreachable.isEmpty();
    }
}
