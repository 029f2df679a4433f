package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.cli.command.LabelSelector;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.Watch;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ls",
        description = "List the deployers.",
        footerHeading = "%nJSON fields: " + DeployerJson.FIELDS + ".%n%nExamples:%n",
        footer = {"  ds deployer ls", "  ds deployer ls -l site=eu -o wide", "  ds deployer ls -o json"})
public final class DeployerLs implements Runnable {

    private final Session session;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only those with such labels: KEY=VALUE, KEY!=VALUE, KEY or !KEY, with commas between.")
    private String selector;

    @Option(
            names = {"-w", "--watch"},
            description = Watch.DESCRIPTION)
    private boolean watch;

    public DeployerLs(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var labels = selector == null ? null : new LabelSelector(selector);
        try (var gateway = session.connect()) {
            if (watch) {
                new Watch(session, () -> table(selected(list(gateway), labels)).snapshot()).run();
                return;
            }
            var all = list(gateway);
            var deployers = selected(all, labels);
            session.show(new Listed(deployers, session.now()));
            if (all.isEmpty()) {
                session.hint("There is no deployer yet: ds deployer create NAME");
            } else if (deployers.isEmpty()) {
                session.hint("No deployer has such labels: ds deployer label NAME KEY=VALUE gives it one");
            }
        }
    }

    private static List<Deployer> list(ManagementClient gateway) {
        return gateway.call(management -> management.listDeployers(ListDeployersRequest.getDefaultInstance()))
                .getDeployersList();
    }

    /** @param labels null: all of them */
    private static List<Deployer> selected(List<Deployer> deployers, LabelSelector labels) {
        return deployers.stream()
                .filter(deployer -> labels == null || labels.selects(deployer.getLabelsMap()))
                .toList();
    }

    private DeployerTable table(List<Deployer> deployers) {
        return new DeployerTable(deployers, session.now(), session.terminal().ellipsis(), session.isWide());
    }

    private record Listed(List<Deployer> deployers, Instant now) implements View {

        @Override
        public void text(Terminal terminal) {
            show(terminal, false);
        }

        @Override
        public void wide(Terminal terminal) {
            show(terminal, true);
        }

        private void show(Terminal terminal, boolean wide) {
            new DeployerTable(deployers, now, terminal.ellipsis(), wide).lines().forEach(terminal::line);
        }

        @Override
        public Object json() {
            return deployers.stream().map(DeployerJson::of).toList();
        }
    }
}
