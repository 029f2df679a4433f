package com.dotscience.cli.command.deployment;

import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.cli.command.PeriodConverter;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "logs",
        description = {
            "Show what the pods of a model deployment write.",
            "Each line begins with its pod where there are several. With -f it goes on until Ctrl-C, and takes in"
                    + " pods that come later."
        },
        footerHeading =
                "%nA Go deployer knows no --tail, --since, --pod and -f.%nJSON: an object for each line, with the fields pod and line.%n%nExamples:%n",
        footer = {
            "  ds deployment logs roadsigns1 --tail 100",
            "  ds deployment logs roadsigns1 --container proxy --since 1h30m",
            "  ds deployment logs roadsigns1 -f --since 10m"
        })
public final class DeploymentLogs extends OneDeployment {

    private boolean any;
    private boolean several;

    @Option(
            names = "--container",
            paramLabel = "CONTAINER",
            defaultValue = "model",
            description = "Whose log: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Container container = Container.MODEL;

    @Option(names = "--pod", paramLabel = "POD", description = "Only that of this pod.")
    private String pod = "";

    @Option(names = "--canary", description = "Those of its canary, in place of its own.")
    private boolean canary;

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines of each pod.")
    private Long tail;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = PeriodConverter.class,
            description = "Only what was written in this time: 90s, 10m, 1h30m, 2d.")
    private Duration since = Duration.ZERO;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    enum Container {
        MODEL,
        PROXY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DeploymentLogs(Session session) {
        super(session);
    }

    @Override
    public void run() {
        if (tail != null && tail < 1) {
            throw DsException.usage("--tail: must be at least 1, not " + tail);
        }
        var request = StreamLogsRequest.newBuilder()
                .setRef(choice.ref())
                .setContainer(LogsRequest.Container.valueOf(container.name()))
                .setPod(pod)
                .setTailLines(tail == null ? 0 : tail)
                .setSinceSeconds(since.toSeconds())
                .setFollow(follow)
                .setCanary(canary)
                .build();
        try (var gateway = session.connect()) {
            gateway.stream(management -> management.streamLogs(request), this::show);
        }
        if (!any) {
            session.hint("Nothing has been written there.");
        }
    }

    /** @return false if the reader has gone */
    private boolean show(LogLine message) {
        any = true;
        several |= message.getPods() > 1;
        if (!message.getError().isEmpty()) {
            session.hint("ds: " + message.getError());
            return true;
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("pod", message.getPod());
        fields.put("line", message.getLine());
        return session.log(several ? "[" + message.getPod() + "] " + message.getLine() : message.getLine(), fields);
    }
}
