package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get",
        description = "Show one model deployment: what is wanted, and what its deployer reports.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls', and events (at, status, message).%n%nExamples:%n",
        footer = {
            "  ds deployment get roadsigns1",
            "  ds deployment get roadsigns1 -d minikube --namespace default -o json"
        })
public final class DeploymentGet implements Runnable {

    private final Session session;

    @Mixin
    private DeploymentChoice choice = new DeploymentChoice();

    public DeploymentGet(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = GetDeploymentRequest.newBuilder().setRef(choice.ref()).build();
            session.show(new DeploymentDetails(
                    gateway.call(management -> management.getDeployment(request)), session.now()));
        }
    }
}
