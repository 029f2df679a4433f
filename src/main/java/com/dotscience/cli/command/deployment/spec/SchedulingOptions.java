package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Option;

/** On which nodes the model runs; null is what was not given. */
final class SchedulingOptions {

    private static final String REQUIRED = "=required";

    @Option(
            names = "--node-selector",
            paramLabel = "k=v",
            arity = "1",
            description =
                    "A label that a node must have to run the model; k- takes it off. Can be given more than once.")
    private String[] nodeSelector = {};

    @Option(
            names = "--toleration",
            paramLabel = "KEY[=V][:EFFECT]",
            arity = "1",
            description = "A taint of nodes in spite of which the model may run there, as kubectl writes it; without V,"
                    + " whatever its value; KEY- takes it off. Can be given more than once.")
    private String[] tolerations = {};

    @Option(
            names = "--spread",
            paramLabel = "OVER[=required]",
            arity = "1",
            description = "Spread the pods evenly over nodes, zones, or the values of a label of nodes, if that is"
                    + " possible; with =required, never otherwise; OVER- takes it off. Can be given more than once.")
    private String[] spread = {};

    @Option(
            names = "--priority-class",
            paramLabel = "NAME",
            description = "The PriorityClass that says which pods make way for which; '' for the cluster's default."
                    + " Default: that.")
    private String priorityClass;

    boolean isEmpty() {
        return nodeSelector.length + tolerations.length + spread.length == 0 && priorityClass == null;
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        Assignment.all("--node-selector", nodeSelector).forEach((key, value) -> {
            if (value == null) {
                model.removeNodeSelector(key);
            } else {
                model.putNodeSelector(key, value);
            }
        });
        for (String given : tolerations) {
            tolerate(model, given);
        }
        for (String given : spread) {
            spread(model, given);
        }
        if (priorityClass != null) {
            model.setPriorityClass(priorityClass);
        }
    }

    private static void tolerate(DeploymentSpec.Builder model, String given) {
        if (given.endsWith("-")) {
            String key = given.substring(0, given.length() - 1);
            var others = model.getTolerationsList().stream()
                    .filter(each -> !each.getKey().equals(key))
                    .toList();
            model.clearTolerations().addAllTolerations(others);
            return;
        }
        int colon = given.indexOf(':');
        String taint = colon < 0 ? given : given.substring(0, colon);
        int equals = taint.indexOf('=');
        if (taint.isEmpty() || equals == 0) {
            throw DsException.usage("--toleration: '" + given + "' is neither KEY[=VALUE][:EFFECT] nor KEY-");
        }
        Toleration toleration = Toleration.newBuilder()
                .setKey(equals < 0 ? taint : taint.substring(0, equals))
                .setOperator(equals < 0 ? "Exists" : "Equal")
                .setValue(equals < 0 ? "" : taint.substring(equals + 1))
                .setEffect(colon < 0 ? "" : given.substring(colon + 1))
                .build();
        if (!model.getTolerationsList().contains(toleration)) {
            model.addTolerations(toleration);
        }
    }

    private static void spread(DeploymentSpec.Builder model, String given) {
        boolean off = given.endsWith("-");
        boolean required = given.endsWith(REQUIRED);
        String over = given.substring(0, given.length() - (off ? 1 : required ? REQUIRED.length() : 0));
        if (over.isEmpty() || over.indexOf('=') >= 0) {
            throw DsException.usage(
                    "--spread: '" + given + "' is none of nodes, zones, LABEL, these with =required," + " and OVER-");
        }
        String key = switch (over) {
            case "nodes" -> "kubernetes.io/hostname";
            case "zones" -> "topology.kubernetes.io/zone";
            default -> over;
        };
        var others = model.getTopologySpreadList().stream()
                .filter(each -> !each.getTopologyKey().equals(key))
                .toList();
        model.clearTopologySpread().addAllTopologySpread(others);
        if (!off) {
            model.addTopologySpread(TopologySpread.newBuilder()
                    .setTopologyKey(key)
                    .setWhenUnsatisfiable(required ? "DoNotSchedule" : ""));
        }
    }
}
