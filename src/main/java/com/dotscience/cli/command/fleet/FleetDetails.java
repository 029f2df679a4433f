package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.List;

/** Shows one fleet update with its members. */
public record FleetDetails(FleetUpdate update, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        new Fields(16)
                .add("Fleet update", Long.toString(update.getNumber()))
                .add("Deployments", update.getName())
                .add("Deployers", update.getSelector() + ", " + update.getMaxParallel() + " at a time")
                .add("Change", update.getChange())
                .addIfAny("Caller", update.getCaller())
                .add("Started", Age.of(update.getStartedAt(), now) + " ago")
                .add("Status", FleetStatus.shown(update) + ", " + FleetStatus.ready(update) + " ready")
                .addIfAny("Message", update.getMessage())
                .lines()
                .forEach(terminal::line);
        terminal.line("");
        var table = new Table("WAVE", "DEPLOYER", "STATUS", "MESSAGE");
        for (FleetMember member : update.getMembersList()) {
            table.row(
                    Integer.toString(member.getWave()),
                    member.getDeployerName(),
                    FleetStatus.word(member),
                    member.getMessage());
        }
        table.lines().forEach(terminal::line);
    }

    @Override
    public Object json() {
        return FleetJson.of(update);
    }

    @Override
    public List<String> names() {
        return List.of(Long.toString(update.getNumber()));
    }
}
