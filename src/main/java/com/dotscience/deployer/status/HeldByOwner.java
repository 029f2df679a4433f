package com.dotscience.deployer.status;

import com.dotscience.api.UpdateDeploymentRequest;
import java.util.Optional;

/**
 * Adds to a report that every write is on hold, if the model deployment waits for a change: nothing happens until the hold
 * ends.
 */
final class HeldByOwner {

    private HeldByOwner() {}

    /**
     * @param hold a sentence for people; empty if nothing is held
     * @param waits whether a change is waited for
     */
    static UpdateDeploymentRequest addTo(UpdateDeploymentRequest report, Optional<String> hold, boolean waits) {
        return hold.filter(sentence -> waits)
                .map(sentence -> report.toBuilder()
                        .setMessage(report.getMessage().isEmpty() ? sentence : sentence + "; " + report.getMessage())
                        .build())
                .orElse(report);
    }
}
