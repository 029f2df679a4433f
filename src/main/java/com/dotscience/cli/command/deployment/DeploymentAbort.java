package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "abort",
        description = "End the canary of a model deployment, which answers all requests again.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment abort roadsigns1"})
public final class DeploymentAbort extends OneDeployment {

    public DeploymentAbort(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request = AbortCanaryRequest.newBuilder().setRef(choice.ref()).build();
        try (var gateway = session.connect()) {
            session.show(new DeploymentSummary(
                    gateway.callIfSupported(management -> management.abortCanary(request)), session.now()));
        }
    }
}
