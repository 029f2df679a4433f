package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.StopDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        description = "Run no replica of a model deployment, and keep everything else of it.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment stop roadsigns1"})
public final class DeploymentStop extends OneDeployment {

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    public DeploymentStop(Session session) {
        super(session);
    }

    @Override
    public void run() {
        waiting.timeout();
        var request = StopDeploymentRequest.newBuilder().setRef(choice.ref()).build();
        try (var gateway = session.connect()) {
            new WrittenDeployment(session, gateway, waiting)
                    .show(gateway.callIfSupported(management -> management.stopDeployment(request)));
        }
    }
}
