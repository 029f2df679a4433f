package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Make a deployer known to the Gateway and print the API token that it connects with.",
            "The token is shown this once: the Gateway keeps only its hash. The identity marks the deployer's objects: give it",
            "both, and its token can be changed later."
        },
        footerHeading = "%nJSON fields: those of 'ds deployer ls', token and identity.%n%nExamples:%n",
        footer = {
            "  ds deployer create minikube",
            "  ds deployer create frankfurt --label site=eu --label tier=prod",
            "  ds deployer create minikube -o json"
        })
public final class DeployerCreate implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "What to call it; the Gateway must not know it yet.")
    private String name;

    @Option(
            names = "--label",
            paramLabel = "k=v",
            arity = "1",
            description = "A label to choose it by among others. Can be given more than once.")
    private String[] labels = {};

    public DeployerCreate(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var request = CreateDeployerRequest.newBuilder().setName(name);
        Assignment.all("--label", labels).forEach((key, value) -> {
            if (value == null) {
                throw DsException.usage("--label: a new deployer has no label " + key + " to take off");
            }
            request.putLabels(key, value);
        });
        try (var gateway = session.connect()) {
            session.show(new Created(gateway.call(management -> management.createDeployer(request.build()))));
        }
    }

    private record Created(CreateDeployerResponse created) implements View {

        @Override
        public void text(Terminal terminal) {
            new Fields(20)
                    .add("Deployer ID", created.getDeployer().getId())
                    .add("Deployer name", created.getDeployer().getName())
                    .add("Deployer API token", created.getToken())
                    .addIfAny("Deployer identity", created.getIdentity())
                    .lines()
                    .forEach(terminal::line);
        }

        @Override
        public Map<String, Object> json() {
            var json = DeployerJson.of(created.getDeployer());
            json.put("token", created.getToken());
            json.put("identity", created.getIdentity().isEmpty() ? null : created.getIdentity());
            return json;
        }
    }
}
