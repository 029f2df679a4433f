package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "promote",
        description = "Ask for the image of the canary as that of the model deployment, and end the canary.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment promote roadsigns1 --wait"})
public final class DeploymentPromote extends OneDeployment {

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    public DeploymentPromote(Session session) {
        super(session);
    }

    @Override
    public void run() {
        waiting.timeout();
        var request = PromoteCanaryRequest.newBuilder().setRef(choice.ref()).build();
        try (var gateway = session.connect()) {
            new WrittenDeployment(session, gateway, waiting)
                    .show(gateway.callIfSupported(management -> management.promoteCanary(request)));
        }
    }
}
