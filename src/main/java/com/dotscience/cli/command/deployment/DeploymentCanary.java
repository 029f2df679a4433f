package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.cli.command.PeriodConverter;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "canary",
        description = {
            "Let another image answer a part of the requests of a model deployment, or change how large a part.",
            "All else of it is as in the model deployment, which keeps running as it is. An HTTPRoute or an Ingress of"
                    + " the class nginx sends it exactly so many of the requests; elsewhere it gets so many replicas behind"
                    + " the same Service that its share comes near. 'ds deployment promote' and 'ds deployment abort' end"
                    + " it.",
            "With --steps the Gateway raises the weight by itself, and takes the canary back at once when it is not"
                    + " healthy or when too many of its answers are errors. Its model-proxy counts them."
        },
        footerHeading = "%nJSON fields: those of 'ds deployment ls'.%n%nExamples:%n",
        footer = {
            "  ds deployment canary roadsigns1 -i quay.io/acme/roadsigns:2 --weight 10",
            "  ds deployment canary roadsigns1 --weight 50",
            "  ds deployment canary roadsigns1 -i quay.io/acme/roadsigns:2 \\",
            "      --steps 10,30,100 --every 5m"
        })
public final class DeploymentCanary extends OneDeployment {

    @Option(
            names = {"-i", "--image"},
            paramLabel = "IMAGE",
            description = "The image that is tried. Default: that of the canary there is.")
    private String image = "";

    @Option(names = "--weight", paramLabel = "N", description = "How many of a hundred requests it answers, 1 to 100.")
    private Integer weight;

    @Option(
            names = "--steps",
            paramLabel = "N",
            split = ",",
            description = "Weights that the Gateway goes through, such as 10,30,100. It promotes the canary in place of"
                    + " a last step of 100; otherwise the canary stays at the last weight.")
    private List<Integer> steps = List.of();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = PeriodConverter.class,
            description = "How long a step lasts at least, from when the canary is ready: 90s, 5m, 1h. Default: 5m.")
    private Duration every;

    @Option(
            names = "--min-requests",
            paramLabel = "N",
            description =
                    "How many answers have to be counted in a step before the next. 0: none, for a model deployment"
                            + " without a model-proxy. Default: 50.")
    private Long minRequests;

    @Option(
            names = "--max-errors",
            paramLabel = "PERCENT",
            description = "How many of a hundred answers may be errors, from 500 to 599. Default: 5.")
    private Integer maxErrors;

    public DeploymentCanary(Session session) {
        super(session);
    }

    @Override
    public void run() {
        if (steps.isEmpty() == (weight == null)) {
            throw DsException.usage("give either --weight or --steps");
        }
        if (steps.isEmpty() && (every != null || minRequests != null || maxErrors != null)) {
            throw DsException.usage("--every, --min-requests and --max-errors are for --steps");
        }
        var request = StartCanaryRequest.newBuilder().setRef(choice.ref()).setImage(image);
        if (steps.isEmpty()) {
            if (weight == 0) {
                throw DsException.usage("--weight must be 1 to 100, not 0: 'ds deployment abort' ends a canary");
            }
            request.setWeight(weight);
        } else {
            request.setSteps(CanarySteps.newBuilder()
                    .addAllWeights(steps)
                    .setEverySeconds(every == null ? 300 : every.toSeconds())
                    .setMinRequests(minRequests == null ? 50 : minRequests)
                    .setMaxErrorPercent(maxErrors == null ? 5 : maxErrors));
        }
        try (var gateway = session.connect()) {
            session.show(
                    new CanarySummary(gateway.callIfSupported(management -> management.startCanary(request.build()))));
        }
    }
}
