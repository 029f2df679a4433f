package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.RestartDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "restart",
        description = "Replace the pods of a model deployment by new ones, as an update does.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment restart roadsigns1 --wait"})
public final class DeploymentRestart extends OneDeployment {

    @Mixin
    private NowOption now = new NowOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    public DeploymentRestart(Session session) {
        super(session);
    }

    @Override
    public void run() {
        waiting.timeout();
        var request = RestartDeploymentRequest.newBuilder()
                .setRef(choice.ref())
                .setNow(now.isGiven())
                .build();
        try (var gateway = session.connect()) {
            new WrittenDeployment(session, gateway, waiting)
                    .show(gateway.callIfSupported(management -> management.restartDeployment(request)));
        }
    }
}
