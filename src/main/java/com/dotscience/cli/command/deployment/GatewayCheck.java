package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import io.grpc.Status;

/** Lets the Gateway refuse before anything is written. A Gateway that does not know the call refuses when it comes to it. */
record GatewayCheck(ManagementClient gateway) {

    /** @throws DsException if it refuses one of them; the message says which, and why */
    void check(CheckDeploymentsRequest request) {
        try {
            gateway.call(management -> management.checkDeployments(request));
        } catch (DsException e) {
            if (!GatewayFailures.isOf(Status.Code.UNIMPLEMENTED, e)) {
                throw e;
            }
        }
    }
}
