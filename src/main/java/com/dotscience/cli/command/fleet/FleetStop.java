package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.StopFleetUpdateRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "stop",
        description = {
            "Stop a fleet update: no more model deployments are changed, and those that were changed stay so.",
            "'ds deployment update NAME --continue' goes on with it."
        },
        footerHeading = "%nJSON fields: those of 'ds fleet ls'.%n%nExamples:%n",
        footer = {"  ds fleet stop roadsigns1", "  ds fleet stop 3"})
public final class FleetStop extends OneFleetUpdate {

    public FleetStop(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = StopFleetUpdateRequest.newBuilder()
                    .setUpdate(choice.update())
                    .build();
            session.show(new FleetDetails(
                    gateway.callIfSupported(management -> management.stopFleetUpdate(request)), session.now()));
        }
    }
}
