package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes that wait for the next real change of a pod template, because they are not worth a restart of their own.
 *
 * <ul>
 *   <li>The probes: the Go program created Deployments without a readiness probe and with a different liveness probe. To change
 *       them at once would restart the pods of every model on the day on which this deployer takes over. So a probe that this
 *       deployer never set is not added, and one that it never wants is not removed. The Go program gave the container of the
 *       model none, so what is different there was asked for, and does not wait.
 *   <li>The variable that tells the model-proxy its API port: older model-proxies were never told of a port, and use the usual
 *       one.
 * </ul>
 *
 * <p>Meanwhile the record ({@link Applied}) stays true: it does not list what was not added, and still lists what is to be
 * removed. A field that is both wanted and listed is treated like any other.
 */
final class Deferred {

    private static final String MODEL = "model";
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe");

    private Deferred() {}

    /** Says whether anything waits for the next change of the template. */
    static boolean any(Intent intent) {
        return probes(intent).findAny().isPresent()
                || withUnheardPort(intent).findAny().isPresent();
    }

    /** Returns the same intent without the changes that wait. */
    static Intent leaveOut(Intent intent) {
        Intent patient = new Intent(intent.wanted().deepCopy(), intent.ours().deepCopy());
        probes(patient).forEach(probe -> {
            probe.container().remove(probe.field());
            if (containersIn(patient.ours()).path(nameOf(probe.container())) instanceof ObjectNode ours) {
                ours.remove(probe.field());
            }
        });
        withUnheardPort(patient).forEach(environment -> {
            Iterator<JsonNode> variables = environment.elements();
            while (variables.hasNext()) {
                if (nameOf(variables.next()).equals(ModelProxyContract.API_PORT)) {
                    variables.remove();
                }
            }
        });
        return patient;
    }

    /** Keeps in the record the probes that are still to be taken out. */
    static void keepListed(ObjectNode applied, Intent intent) {
        probes(intent)
                .filter(Probe::listed)
                .forEach(probe ->
                        ((ObjectNode) containersIn(applied).path(nameOf(probe.container()))).putObject(probe.field()));
    }

    private record Probe(ObjectNode container, String field, boolean listed) {}

    /**
     * Finds the probes that wait: those that are wanted and not in the record, or in the record and not wanted, in a container
     * that stays.
     */
    private static Stream<Probe> probes(Intent intent) {
        Stream.Builder<Probe> waiting = Stream.builder();
        for (JsonNode container : containersIn(intent.wanted())) {
            JsonNode ours = containersIn(intent.ours()).path(nameOf(container));
            for (String field : PROBES) {
                if (!nameOf(container).equals(MODEL) && container.has(field) != ours.has(field)) {
                    waiting.add(new Probe((ObjectNode) container, field, ours.has(field)));
                }
            }
        }
        return waiting.build();
    }

    /** Finds the variables of containers that were never told their API port and are to be told. */
    private static Stream<ArrayNode> withUnheardPort(Intent intent) {
        Stream.Builder<ArrayNode> waiting = Stream.builder();
        for (JsonNode container : containersIn(intent.wanted())) {
            JsonNode ours = containersIn(intent.ours()).path(nameOf(container)).path("env");
            for (JsonNode variable : container.path("env")) {
                if (nameOf(variable).equals(ModelProxyContract.API_PORT) && !ours.has(ModelProxyContract.API_PORT)) {
                    waiting.add((ArrayNode) container.path("env"));
                }
            }
        }
        return waiting.build();
    }

    private static String nameOf(JsonNode element) {
        return element.path("name").asText();
    }

    private static JsonNode containersIn(JsonNode object) {
        return object.path("spec").path("template").path("spec").path("containers");
    }
}
