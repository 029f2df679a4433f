package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.StartDeploymentRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "start",
        description = "Run as many replicas of a stopped model deployment as before.",
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment start roadsigns1 --wait"})
public final class DeploymentStart extends OneDeployment {

    @Mixin
    private NowOption now = new NowOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    public DeploymentStart(Session session) {
        super(session);
    }

    @Override
    public void run() {
        waiting.timeout();
        var request = StartDeploymentRequest.newBuilder()
                .setRef(choice.ref())
                .setNow(now.isGiven())
                .build();
        try (var gateway = session.connect()) {
            new WrittenDeployment(session, gateway, waiting)
                    .show(gateway.callIfSupported(management -> management.startDeployment(request)));
        }
    }
}
