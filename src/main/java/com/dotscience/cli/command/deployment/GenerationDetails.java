package com.dotscience.cli.command.deployment;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.Generation;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.resource.ResourceTree;
import com.dotscience.text.Age;
import java.time.Instant;

/** Shows what was wanted of a model deployment in one generation. */
record GenerationDetails(Generation generation, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        Deployment wanted = generation.getDeployment();
        Fields fields = new Fields(DeploymentSummary.COLUMN)
                .add("Deployment name", wanted.getName())
                .add("Generation", Long.toString(generation.getNumber()))
                .add("Age", Age.of(generation.getAt(), now))
                .addIfAny("Caller", caller())
                .add("Change", generation.getChange())
                .addIfAny("Handed out", handedOut())
                .add("Image", wanted.getDeployment().getImage())
                .addIfAny("Canary", canary(wanted.getCanary()))
                .add("Replicas", Long.toString(wanted.getDeployment().getReplicas()))
                .addIfAny("Host", wanted.getIngress().getHost());
        new WantedFields(wanted).addTo(fields);
        fields.lines().forEach(terminal::line);
    }

    /** As a file that asks for it again. */
    @Override
    public void yaml(Terminal terminal) {
        terminal.documentOfYaml(ResourceTree.of(CreateDeploymentRequest.newBuilder()
                .setDeployer(generation.getDeployerName())
                .setDeployment(generation.getDeployment())
                .build()));
    }

    private String handedOut() {
        if (generation.getHandedOutAt() == generation.getAt()) {
            return "";
        }
        return generation.getHandedOutAt() == 0 ? "no" : Age.of(generation.getHandedOutAt(), now) + " ago";
    }

    private String caller() {
        return generation.getCaller().isEmpty() ? "" : generation.getCaller() + " (as it said of itself)";
    }

    private static String canary(Canary canary) {
        return canary.getImage().isEmpty() ? "" : canary.getImage() + ", " + canary.getWeight() + " of 100 requests";
    }

    @Override
    public Object json() {
        var json = GenerationTable.json(generation);
        json.putAll(DeploymentJson.wanted(generation.getDeployment()));
        return json;
    }
}
