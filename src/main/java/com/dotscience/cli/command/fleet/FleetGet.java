package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.cli.command.Session;
import picocli.CommandLine.Command;

@Command(
        name = "get",
        description = "Show one fleet update: which deployer is in which wave, and what is waited for.",
        footerHeading = "%nJSON fields: those of 'ds fleet ls'.%n%nExamples:%n",
        footer = {"  ds fleet get roadsigns1", "  ds fleet get 3 -o json"})
public final class FleetGet extends OneFleetUpdate {

    public FleetGet(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = GetFleetUpdateRequest.newBuilder()
                    .setUpdate(choice.update())
                    .build();
            session.show(new FleetDetails(
                    gateway.callIfSupported(management -> management.getFleetUpdate(request)), session.now()));
        }
    }
}
