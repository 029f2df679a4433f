package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.ResumeDeployerRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description =
                "Let changes of the model deployments of a deployer wait no longer. Those that wait are handed out, unless they wait"
                        + " for something else too.",
        footerHeading = "%nJSON fields: those of 'ds deployer ls'.%n%nExamples:%n",
        footer = {"  ds deployer resume minikube"})
public final class DeployerResume extends OneDeployer {

    public DeployerResume(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request = ResumeDeployerRequest.newBuilder()
                .setDeployer(choice.nameOrId())
                .build();
        try (var gateway = session.connect()) {
            session.show(new DeployerTimes(
                    gateway.callIfSupported(management -> management.resumeDeployer(request)), session.now()));
        }
    }
}
