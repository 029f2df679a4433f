package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.cli.command.PeriodConverter;
import com.dotscience.cli.command.Session;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "wait",
        description = {
            "Follow a fleet update until it is done (exit code 0) or has stopped.",
            "Ctrl-C ends the waiting only: the Gateway goes on."
        },
        footerHeading = "%nJSON fields: those of 'ds fleet ls'.%n%nExamples:%n",
        footer = {"  ds fleet wait roadsigns1", "  ds fleet wait 3 --timeout 2h"})
public final class FleetWait extends OneFleetUpdate {

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = PeriodConverter.class,
            description = "How long to wait, such as 90s, 5m or 1h30m. Default: until it ends.")
    private Duration timeout;

    public FleetWait(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = GetFleetUpdateRequest.newBuilder()
                    .setUpdate(choice.update())
                    .build();
            var watch = new FleetWatch(gateway, session, Optional.ofNullable(timeout));
            watch.untilDone(gateway.callIfSupported(management -> management.getFleetUpdate(request)));
        }
    }
}
