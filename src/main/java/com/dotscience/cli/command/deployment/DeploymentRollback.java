package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = {
            "Ask again for all that was wanted of a model deployment in an old generation, the number of replicas included.",
            "It becomes a new generation: 'ds deployment history' shows both."
        },
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {"  ds deployment rollback roadsigns1 --wait", "  ds deployment rollback roadsigns1 --to 3"})
public final class DeploymentRollback extends OneDeployment {

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "The number of the generation. Default: the last before the present that was handed out.")
    private Long to;

    @Mixin
    private NowOption now = new NowOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    public DeploymentRollback(Session session) {
        super(session);
    }

    @Override
    public void run() {
        waiting.timeout();
        if (to != null && to < 1) {
            throw DsException.usage("--to must be the number of a generation, from 1 up, not " + to);
        }
        var request = RollBackDeploymentRequest.newBuilder()
                .setRef(choice.ref())
                .setTo(to == null ? 0 : to)
                .setNow(now.isGiven())
                .build();
        try (var gateway = session.connect()) {
            new WrittenDeployment(session, gateway, waiting)
                    .show(gateway.callIfSupported(management -> management.rollBackDeployment(request)));
        }
    }
}
