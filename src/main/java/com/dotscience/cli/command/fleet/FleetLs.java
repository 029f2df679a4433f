package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ListFleetUpdatesRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "ls",
        description = "List the fleet updates that run, and the last that do not, newest first.",
        footerHeading = "%nJSON fields: " + FleetJson.FIELDS + ".%n%nExamples:%n",
        footer = {"  ds fleet ls", "  ds fleet ls -o json"})
public final class FleetLs implements Runnable {

    private final Session session;

    public FleetLs(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var updates = gateway.callIfSupported(
                            management -> management.listFleetUpdates(ListFleetUpdatesRequest.getDefaultInstance()))
                    .getUpdatesList();
            session.show(new Listed(updates, session.now()));
            if (updates.isEmpty()) {
                session.hint(
                        "There is no fleet update yet: ds deployment update NAME --deployer-label SELECTOR -i IMAGE");
            }
        }
    }

    private record Listed(List<FleetUpdate> updates, Instant now) implements View {

        @Override
        public void text(Terminal terminal) {
            var table = new Table("UPDATE", "NAME", "DEPLOYERS", "STATUS", "READY", "AGE", "CHANGE");
            for (FleetUpdate update : updates) {
                table.row(
                        Long.toString(update.getNumber()),
                        update.getName(),
                        update.getSelector(),
                        FleetStatus.shown(update),
                        FleetStatus.ready(update),
                        Age.of(update.getStartedAt(), now),
                        update.getChange());
            }
            table.lines().forEach(terminal::line);
        }

        @Override
        public Object json() {
            return updates.stream().map(FleetJson::of).toList();
        }

        @Override
        public List<String> names() {
            return updates.stream()
                    .map(update -> Long.toString(update.getNumber()))
                    .toList();
        }
    }
}
