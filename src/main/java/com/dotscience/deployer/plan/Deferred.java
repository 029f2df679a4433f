package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What comes, or goes, with the next real change of a pod template, since it is worth no restart of its own.
 *
 * <ul>
 *   <li>The probes, which the Go program set differently: none for readiness when it created a Deployment, and one for
 *       liveness. To change them would roll every model's pods on the day of the take-over, so a probe that was never set by
 *       us is not added, and one that we never want is not removed.
 *   <li>The variable that tells the model-proxy its API port: model-proxies of old never heard of a port that is not the
 *       usual one.
 * </ul>
 *
 * <p>{@link Applied} keeps the truth meanwhile: what was not added is not listed, what is to be removed still is. What is both
 * wanted and listed is a field like any other.
 */
final class Deferred {

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe");

    private Deferred() {}

    /** Whether anything waits for the next change of the template. */
    static boolean any(Intent intent) {
        return probes(intent).findAny().isPresent()
                || withUnheardPort(intent).findAny().isPresent();
    }

    /** The same intent, but for what waits. */
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

    /** Lists those probes that are still to be taken out. */
    static void keepListed(ObjectNode applied, Intent intent) {
        probes(intent)
                .filter(Probe::listed)
                .forEach(probe ->
                        ((ObjectNode) containersIn(applied).path(nameOf(probe.container()))).putObject(probe.field()));
    }

    private record Probe(ObjectNode container, String field, boolean listed) {}

    /** Wanted and not listed, or listed and not wanted, in a container that stays. */
    private static Stream<Probe> probes(Intent intent) {
        Stream.Builder<Probe> waiting = Stream.builder();
        for (JsonNode container : containersIn(intent.wanted())) {
            JsonNode ours = containersIn(intent.ours()).path(nameOf(container));
            for (String field : PROBES) {
                if (container.has(field) != ours.has(field)) {
                    waiting.add(new Probe((ObjectNode) container, field, ours.has(field)));
                }
            }
        }
        return waiting.build();
    }

    /** The variables of those containers that were never told of their API port, and shall be. */
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
