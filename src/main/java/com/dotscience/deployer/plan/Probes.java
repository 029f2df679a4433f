package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The probes of a pod template, which the Go program set differently: none for readiness when it created a Deployment,
 * and one for liveness. To change them would roll every model's pods on the day of the take-over, so a probe that was
 * never set by us is not added, and one that we never want is not removed, before something else changes the template.
 *
 * <p>{@link Applied} keeps the truth meanwhile: the one is not listed, the other still is. A probe that is both wanted and
 * listed is a field like any other.
 */
final class Probes {

    private static final List<String> FIELDS = List.of("livenessProbe", "readinessProbe");

    private Probes() {}

    static boolean isProbe(String field) {
        return FIELDS.contains(field);
    }

    /** Whether any probe waits for the next change of the template. */
    static boolean anyWait(Intent intent) {
        return waiting(intent).findAny().isPresent();
    }

    /** The same intent, but for the probes that wait. */
    static Intent leaveWaiting(Intent intent) {
        Intent patient = new Intent(intent.wanted().deepCopy(), intent.ours().deepCopy());
        waiting(intent).forEach(probe -> {
            ((ObjectNode) containerOf(patient.wanted(), probe.container())).remove(probe.field());
            if (containersIn(patient.ours()).path(probe.container()) instanceof ObjectNode ours) {
                ours.remove(probe.field());
            }
        });
        return patient;
    }

    /** Lists those probes that are still to be taken out. */
    static void keepListed(ObjectNode applied, Intent intent) {
        waiting(intent)
                .filter(Probe::listed)
                .forEach(
                        probe -> ((ObjectNode) containersIn(applied).path(probe.container())).putObject(probe.field()));
    }

    private record Probe(String container, String field, boolean listed) {}

    /** Wanted and not listed, or listed and not wanted, in a container that stays. */
    private static Stream<Probe> waiting(Intent intent) {
        Stream.Builder<Probe> waiting = Stream.builder();
        for (JsonNode container : containersIn(intent.wanted())) {
            String name = container.path("name").asText();
            JsonNode ours = containersIn(intent.ours()).path(name);
            for (String field : FIELDS) {
                if (container.has(field) != ours.has(field)) {
                    waiting.add(new Probe(name, field, ours.has(field)));
                }
            }
        }
        return waiting.build();
    }

    private static JsonNode containerOf(JsonNode wanted, String name) {
        for (JsonNode container : containersIn(wanted)) {
            if (container.path("name").asText().equals(name)) {
                return container;
            }
        }
        throw new IllegalArgumentException("No container " + name);
    }

    private static JsonNode containersIn(JsonNode object) {
        return object.path("spec").path("template").path("spec").path("containers");
    }
}
