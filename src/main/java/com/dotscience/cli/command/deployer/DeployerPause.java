package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.PauseDeployerRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "pause",
        description =
                "Let changes of all model deployments of a deployer wait until it is resumed. What runs goes on, and is healed.",
        footerHeading = "%nJSON fields: those of 'ds deployer ls'.%n%nExamples:%n",
        footer = {"  ds deployer pause minikube"})
public final class DeployerPause extends OneDeployer {

    public DeployerPause(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request =
                PauseDeployerRequest.newBuilder().setDeployer(choice.nameOrId()).build();
        try (var gateway = session.connect()) {
            session.show(new DeployerTimes(
                    gateway.callIfSupported(management -> management.pauseDeployer(request)), session.now()));
        }
    }
}
