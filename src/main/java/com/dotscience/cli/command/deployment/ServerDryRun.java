package com.dotscience.cli.command.deployment;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;

/** Asks deployers, through the Gateway, what they would do in their clusters. */
record ServerDryRun(ManagementClient gateway) {

    /**
     * Asks about one model deployment.
     *
     * @throws DsException if it cannot be said; the message begins with the name
     */
    DryRunAnswer answer(String name, DryRunDeploymentRequest request) {
        try {
            return gateway.callIfSupported(management -> management.dryRunDeployment(request))
                    .getAnswer();
        } catch (DsException e) {
            throw new DsException(e.code(), name + ": " + e.getMessage(), e.getCause());
        }
    }
}
