package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.PauseDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "pause",
        description =
                "Let changes of a model deployment wait until it is resumed. What runs goes on, and is healed; 'stop', 'rollback' and"
                        + " 'rm' do not wait.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment pause roadsigns1"})
public final class DeploymentPause extends OneDeployment {

    public DeploymentPause(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request = PauseDeploymentRequest.newBuilder().setRef(choice.ref()).build();
        try (var gateway = session.connect()) {
            session.show(new DeploymentSummary(
                    gateway.callIfSupported(management -> management.pauseDeployment(request)), session.now()));
        }
    }
}
