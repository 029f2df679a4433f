package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that the API server tells of, each in JSON on a line of its own, up to the plan and the verdict. What an API server writes of
 * every object of a kind, whatever it holds, is added where it is missing: a name, a version, a spec and a status.
 */
public final class ClusterObjectsTarget implements Target {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Deployment", io.fabric8.kubernetes.api.model.apps.Deployment.class,
            "Service", io.fabric8.kubernetes.api.model.Service.class,
            "Ingress", io.fabric8.kubernetes.api.model.networking.v1.Ingress.class,
            "Pod", Pod.class);

    /** What an API server demands of each element of a list, or writes in any case. */
    private static final Map<String, List<String>> ALWAYS_THERE = Map.of(
            "containers", List.of("name", "image"),
            "initContainers", List.of("name", "image"),
            "conditions", List.of("type", "status"),
            "containerStatuses", List.of("name", "image"),
            "initContainerStatuses", List.of("name", "image"),
            "ownerReferences", List.of("apiVersion", "kind", "name", "uid"),
            "env", List.of("name"),
            "volumes", List.of("name"),
            "volumeMounts", List.of("name", "mountPath"));

    private static final Deployment WANTED = Cases.WANTED;

    private final ObjectMapper json = new ObjectMapper();
    private final Planner planner = new Planner();

    @Override
    public Outcome take(byte[] input) throws JsonProcessingException {
        List<HasMetadata> objects = new ArrayList<>();
        List<Pod> pods = new ArrayList<>();
        for (String line : new String(input, java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
            read(line).ifPresent(object -> {
                if (object instanceof Pod pod) {
                    pods.add(pod);
                } else {
                    objects.add(object);
                }
            });
        }
        Observed observed = new Observed(objects, false);
        List<String> said = new ArrayList<>();
        Plan plan = planner.plan(WANTED, "us", observed, Optional.of(Set.of("nginx")));
        said.addAll(plan.conflicts());
        said.addAll(plan.waiting());
        planner.running(WANTED.getId(), "us", observed, Optional.of(Set.of("nginx")));
        Verdict verdict = Verdicts.on(new Situation(
                WANTED, objects, Set.<Kind>of(), List.of(), pods, Optional.empty(), Cases.UPTIMES, List.of()));
        if (!verdict.message().isEmpty()) {
            said.add(verdict.message());
        }
        return new Outcome(json.writeValueAsString(plan.changes()).length(), said);
    }

    private Optional<HasMetadata> read(String line) {
        try {
            if (!(json.readTree(line) instanceof ObjectNode object)
                    || !KINDS.containsKey(object.path("kind").asText())) {
                return Optional.empty();
            }
            leaveOutNulls(object);
            add(List.of("name", "namespace", "uid", "resourceVersion"), part(object, "metadata"));
            ObjectNode spec = part(object, "spec");
            part(object, "status");
            if (object.path("kind").asText().equals("Deployment")) {
                ObjectNode template = part(spec, "template");
                part(template, "metadata");
                part(template, "spec");
            }
            addInLists(object);
            return Optional.of(
                    json.treeToValue(object, KINDS.get(object.path("kind").asText())));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // The client reads nothing of it either, and lists again.
            return Optional.empty();
        }
    }

    private static void leaveOutNulls(JsonNode node) {
        node.forEach(ClusterObjectsTarget::leaveOutNulls);
        for (Iterator<JsonNode> each = node.elements(); each.hasNext(); ) {
            if (each.next().isNull()) {
                each.remove();
            }
        }
    }

    private static void addInLists(JsonNode node) {
        node.properties().forEach(entry -> {
            List<String> fields = ALWAYS_THERE.getOrDefault(entry.getKey(), List.of());
            entry.getValue().forEach(element -> {
                if (element instanceof ObjectNode object) {
                    add(fields, object);
                }
            });
        });
        node.forEach(ClusterObjectsTarget::addInLists);
    }

    private static void add(List<String> fields, ObjectNode object) {
        for (String field : fields) {
            if (!object.path(field).isTextual()) {
                object.put(field, "x");
            }
        }
    }

    private static ObjectNode part(ObjectNode object, String name) {
        JsonNode part = object.get(name);
        return part instanceof ObjectNode there ? there : object.putObject(name);
    }
}
