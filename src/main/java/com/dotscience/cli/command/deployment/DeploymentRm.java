package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = {
            "Stop running model deployments and remove their objects from the cluster.",
            "Of several at once the number has to be confirmed: ds asks, or is given --yes."
        },
        footerHeading = "%nJSON fields: id, removed (true); of several a list.%n%nExamples:%n",
        footer = {
            "  ds deployment rm roadsigns1",
            "  ds deployment rm roadsigns1 -d minikube --namespace default",
            "  ds deployment rm roadsigns1 roadsigns2 --yes"
        })
public final class DeploymentRm implements Runnable {

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Their names or ids.")
    private List<String> deployments;

    @Option(
            names = {"-d", "--deployer"},
            paramLabel = "DEPLOYER",
            description = "The name or id of their deployer, to tell equal names apart.")
    private String deployer = "";

    @Option(names = "--namespace", paramLabel = "NS", description = "Their namespace, to tell equal names apart.")
    private String namespace = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Confirm that so many are to be removed, as in a script.")
    private boolean yes;

    public DeploymentRm(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (deployments.size() > 1 && !yes && !session.canAsk()) {
            throw DsException.usage(
                    "removing several at once has to be confirmed, and nobody is there to be asked: --yes");
        }
        try (var gateway = session.connect()) {
            if (deployments.size() == 1) {
                String name = deployments.get(0);
                session.show(new Removed(List.of(remove(gateway, name, ref(name), 1))));
            } else {
                removeAll(gateway);
            }
        }
    }

    /** Looks up all of them before it removes any, so that a mistyped name removes nothing and no one is counted twice. */
    private void removeAll(ManagementClient gateway) {
        var names = new LinkedHashMap<String, String>();
        for (String name : deployments) {
            var request = GetDeploymentRequest.newBuilder().setRef(ref(name)).build();
            var found = gateway.call(management -> management.getDeployment(request));
            names.putIfAbsent(found.getDeployment().getId(), name);
        }
        if (names.size() > 1 && !yes) {
            session.confirm("remove " + names.size() + " model deployments: " + String.join(", ", names.values()));
        }
        var removed = new ArrayList<RemovedDeployment>();
        try {
            names.forEach((id, name) -> {
                var ref = DeploymentRef.newBuilder().setDeployment(id).build();
                removed.add(remove(gateway, name, ref, names.size()));
            });
        } finally {
            if (!removed.isEmpty()) {
                session.show(new Removed(removed));
            }
        }
    }

    private RemovedDeployment remove(ManagementClient gateway, String name, DeploymentRef ref, int total) {
        var request = DeleteDeploymentRequest.newBuilder().setRef(ref);
        if (total > 1) {
            request.setOf(total).setConfirmed(true);
        }
        return new RemovedDeployment(
                name,
                gateway.call(management -> management.deleteDeployment(request.build()))
                        .getId());
    }

    private DeploymentRef ref(String name) {
        return DeploymentRef.newBuilder()
                .setDeployment(name)
                .setDeployer(deployer)
                .setNamespace(namespace)
                .build();
    }

    private record RemovedDeployment(String name, String id) {

        private String line() {
            return name.equals(id) ? "Deployment " + id + " removed" : "Deployment " + name + " removed (" + id + ")";
        }

        private Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("id", id);
            json.put("removed", true);
            return json;
        }
    }

    private record Removed(List<RemovedDeployment> all) implements View {

        @Override
        public void text(Terminal terminal) {
            all.forEach(one -> terminal.line(one.line()));
        }

        @Override
        public Object json() {
            return all.size() == 1
                    ? all.get(0).json()
                    : all.stream().map(RemovedDeployment::json).toList();
        }
    }
}
