package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

@Command(
        name = "ls",
        description = "List the deployers.",
        footerHeading = "%nJSON fields: " + DeployerJson.FIELDS + ".%n%nExamples:%n",
        footer = {"  ds deployer ls", "  ds deployer ls -o json"})
public final class DeployerLs implements Runnable {

    private final Session session;

    public DeployerLs(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var deployers = gateway.call(
                            management -> management.listDeployers(ListDeployersRequest.getDefaultInstance()))
                    .getDeployersList();
            session.show(new Listed(deployers, session.now()));
            if (deployers.isEmpty()) {
                session.hint("There is no deployer yet: ds deployer create NAME");
            }
        }
    }

    private record Listed(List<Deployer> deployers, Instant now) implements View {

        @Override
        public void text(Terminal terminal) {
            var table = new Table("NAME", "STATUS", "DEPLOYMENTS", "VERSION", "KUBERNETES", "TOKEN", "AGE");
            for (Deployer deployer : deployers) {
                table.row(
                        deployer.getName(),
                        DeployerJson.shown(deployer),
                        Integer.toString(deployer.getDeployments()),
                        deployer.getVersion(),
                        deployer.getKubernetesVersion(),
                        tokens(deployer, terminal.ellipsis()),
                        Age.of(deployer.getCreatedAt(), now));
            }
            table.lines().forEach(terminal::line);
        }

        private static String tokens(Deployer deployer, String ellipsis) {
            String current = deployer.getTokenPrefix();
            return Stream.concat(
                            Stream.of(current.isEmpty() ? "revoked" : current + ellipsis),
                            deployer.getOldTokensList().stream().map(old -> DeployerJson.shown(old, ellipsis)))
                    .collect(Collectors.joining(", "));
        }

        @Override
        public Object json() {
            return deployers.stream().map(DeployerJson::of).toList();
        }
    }
}
