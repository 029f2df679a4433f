package com.dotscience.deployer.status;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import java.util.Optional;

/** Says of what breaks a limit of the cluster's owner, and is there all the same, that it is: somebody should know, and act. */
final class LeftDespiteLimits {

    private LeftDespiteLimits() {}

    /** @param left what is left as it is although it breaks a limit, for people; empty if nothing is */
    static UpdateDeploymentRequest addTo(UpdateDeploymentRequest report, Optional<String> left) {
        if (left.isEmpty() || report.getPhase() == Phase.PHASE_REMOVING) {
            return report;
        }
        Phase phase = report.getPhase() == Phase.PHASE_FAILED ? Phase.PHASE_FAILED : Phase.PHASE_DEGRADED;
        String message = report.getMessage().isEmpty() ? left.get() : report.getMessage() + "; " + left.get();
        return report.toBuilder().setPhase(phase).setMessage(message).build();
    }
}
