package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rm",
        description = {
            "Make the Gateway forget a deployer; its API token is no longer accepted.",
            "What it runs in its cluster stays there."
        },
        footerHeading = "%nJSON fields: deployer, removed (true).%n%nExamples:%n",
        footer = {"  ds deployer rm minikube", "  ds deployer rm minikube --force"})
public final class DeployerRm extends OneDeployer {

    @Option(names = "--force", description = "Remove it although it has model deployments, and forget those too.")
    private boolean force;

    public DeployerRm(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = DeleteDeployerRequest.newBuilder()
                    .setDeployer(choice.nameOrId())
                    .setForce(force)
                    .build();
            gateway.call(management -> management.deleteDeployer(request));
            session.show(new Removed(choice.nameOrId()));
        } catch (DsException e) {
            throw GatewayFailures.withOption("--force", e);
        }
    }

    private record Removed(String deployer) implements View {

        @Override
        public void text(Terminal terminal) {
            terminal.line("Deployer " + deployer + " removed");
        }

        @Override
        public Object json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("deployer", deployer);
            json.put("removed", true);
            return json;
        }
    }
}
