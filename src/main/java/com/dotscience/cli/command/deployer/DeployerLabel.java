package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.LabelDeployerRequest;
import com.dotscience.api.management.LabelDeployerResponse;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "label",
        description = {
            "Change the labels of a deployer, by which it is chosen among others.",
            "They are the Gateway's alone: nothing changes in its cluster."
        },
        footerHeading = "%nJSON fields: deployer, labels (all that it has then).%n%nExamples:%n",
        footer = {"  ds deployer label minikube site=eu tier=prod", "  ds deployer label minikube tier-"})
public final class DeployerLabel extends OneDeployer {

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "k=v",
            description = "A label to give it, in place of what it has of this key; k- takes it off.")
    private String[] labels = {};

    public DeployerLabel(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var request = LabelDeployerRequest.newBuilder().setDeployer(choice.nameOrId());
        Assignment.all("label", labels).forEach((key, value) -> {
            if (value == null) {
                request.addRemove(key);
            } else {
                request.putSet(key, value);
            }
        });
        try (var gateway = session.connect()) {
            session.show(
                    new Labelled(gateway.callIfSupported(management -> management.labelDeployer(request.build()))));
        }
    }

    private record Labelled(LabelDeployerResponse labelled) implements View {

        @Override
        public void text(Terminal terminal) {
            String labels = DeployerJson.shown(labelled.getLabelsMap());
            terminal.line("Deployer " + labelled.getDeployer() + " has "
                    + (labels.isEmpty() ? "no labels" : "the labels " + labels));
        }

        @Override
        public Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("deployer", labelled.getDeployer());
            json.put("labels", new TreeMap<>(labelled.getLabelsMap()));
            return json;
        }
    }
}
