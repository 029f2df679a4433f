package com.dotscience.deployer.status;

import com.dotscience.api.UpdateDeploymentRequest;
import java.util.Optional;

/**
 * Adds to a report that the cluster's owner has put every write on hold. Only a model deployment that waits for a change says
 * so, because nothing happens to it until the hold ends.
 */
final class HeldByOwner {

    private HeldByOwner() {}

    /**
     * Returns the report, with the hold named in it where the model deployment waits for a change.
     *
     * @param hold a sentence for people; empty if nothing is on hold
     * @param waits whether the model deployment waits for a change
     */
    static UpdateDeploymentRequest addTo(UpdateDeploymentRequest report, Optional<String> hold, boolean waits) {
        return hold.filter(sentence -> waits)
                .map(sentence -> report.toBuilder()
                        .setMessage(report.getMessage().isEmpty() ? sentence : sentence + "; " + report.getMessage())
                        .build())
                .orElse(report);
    }
}
