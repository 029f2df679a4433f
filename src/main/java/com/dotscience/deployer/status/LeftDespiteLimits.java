package com.dotscience.deployer.status;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import java.util.Optional;

/** Adds to a report what was left as it is although it breaks a limit of the cluster's owner, so that somebody can act on it. */
final class LeftDespiteLimits {

    private LeftDespiteLimits() {}

    /**
     * Returns the report, with what is left named in it.
     *
     * @param left a sentence for people about what breaks a limit and is left as it is; empty if nothing does
     */
    static UpdateDeploymentRequest addTo(UpdateDeploymentRequest report, Optional<String> left) {
        if (left.isEmpty() || report.getPhase() == Phase.PHASE_REMOVING) {
            return report;
        }
        Phase phase = report.getPhase() == Phase.PHASE_FAILED ? Phase.PHASE_FAILED : Phase.PHASE_DEGRADED;
        String message = report.getMessage().isEmpty() ? left.get() : report.getMessage() + "; " + left.get();
        return report.toBuilder().setPhase(phase).setMessage(message).build();
    }
}
