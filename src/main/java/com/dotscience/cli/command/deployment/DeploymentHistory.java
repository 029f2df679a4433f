package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.GetGenerationRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "history",
        description = {
            "Show the generations of a model deployment, newest first: when it was changed, what changed, and who asked.",
            "CALLER is what the caller said of itself, which nobody has checked. The last 50 are kept until it is removed."
        },
        footerHeading = "%nJSON fields: generation, at, caller, change, handedOutAt; with --generation also those of"
                + " 'ds deployment ls' that say what was wanted.%nWith --generation, -o yaml is the file for 'ds deployment"
                + " apply'.%n%nExamples:%n",
        footer = {
            "  ds deployment history roadsigns1",
            "  ds deployment history roadsigns1 --generation 3",
            "  ds deployment history roadsigns1 --generation 3 -o yaml > old.yaml"
        })
public final class DeploymentHistory extends OneDeployment {

    @Option(
            names = "--generation",
            paramLabel = "N",
            description = "Show what was wanted in the generation of this number.")
    private Long generation;

    public DeploymentHistory(Session session) {
        super(session);
    }

    @Override
    public void run() {
        if (generation != null && generation < 1) {
            throw DsException.usage("--generation must be the number of a generation, from 1 up, not " + generation);
        }
        try (var gateway = session.connect()) {
            if (generation == null) {
                var request =
                        ListGenerationsRequest.newBuilder().setRef(choice.ref()).build();
                session.show(new GenerationTable(
                        gateway.callIfSupported(management -> management.listGenerations(request))
                                .getGenerationsList(),
                        session.now()));
            } else {
                var request = GetGenerationRequest.newBuilder()
                        .setRef(choice.ref())
                        .setNumber(generation)
                        .build();
                session.show(new GenerationDetails(
                        gateway.callIfSupported(management -> management.getGeneration(request)), session.now()));
            }
        }
    }
}
