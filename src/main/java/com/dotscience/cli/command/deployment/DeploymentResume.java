package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ResumeDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description =
                "Let changes of a model deployment wait no longer. A change that waits is handed out, unless it waits for a maintenance"
                        + " window too.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment resume roadsigns1"})
public final class DeploymentResume extends OneDeployment {

    public DeploymentResume(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request = ResumeDeploymentRequest.newBuilder().setRef(choice.ref()).build();
        try (var gateway = session.connect()) {
            session.show(new DeploymentSummary(
                    gateway.callIfSupported(management -> management.resumeDeployment(request)), session.now()));
        }
    }
}
