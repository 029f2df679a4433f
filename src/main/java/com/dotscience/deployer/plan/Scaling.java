package com.dotscience.deployer.plan;

import java.util.Optional;

/**
 * Who says how many replicas a Deployment has, beside the deployer.
 *
 * @param autoscaled whether an autoscaler names the Deployment, so that the deployer does not set its replicas
 * @param other the autoscaler of somebody else that does, for people; empty if there is none but the deployer's own
 */
public record Scaling(boolean autoscaled, Optional<String> other) {

    /** No autoscaler names it. */
    public static final Scaling NONE = new Scaling(false, Optional.empty());

    /** The deployer's own autoscaler names it, and no other does. */
    public static final Scaling OWN = new Scaling(true, Optional.empty());

    /** @param other a HorizontalPodAutoscaler, or whatever makes one, for people */
    public static Scaling of(String other) {
        return new Scaling(true, Optional.of(other));
    }
}
