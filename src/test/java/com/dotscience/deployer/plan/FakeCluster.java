package com.dotscience.deployer.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects in memory that changes are applied to as an API server would: it fills in what a real one fills in, refuses a
 * patch on an older version, and lets nobody touch a Deployment's selector.
 */
final class FakeCluster {

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private int version = 1000;

    void put(HasMetadata object) {
        objects.put(Slot.describe(object), json.valueToTree(object));
    }

    ObjectNode tree(Kind kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + " "))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    <T extends HasMetadata> T get(Kind kind, Class<T> type) {
        return json.convertValue(tree(kind), type);
    }

    Observed observed() {
        List<HasMetadata> observed = new ArrayList<>();
        objects.values().forEach(tree -> observed.add(typed(tree)));
        return new Observed(observed, false);
    }

    void apply(Plan plan) {
        plan.changes().forEach(this::apply);
    }

    void apply(Change change) {
        String key = Slot.describe(change.object());
        switch (change.action()) {
            case CREATE -> create(key, json.valueToTree(change.object()));
            case DELETE -> objects.remove(key);
            default -> patch(key, change.patch());
        }
    }

    private void create(String key, ObjectNode object) {
        if (objects.containsKey(key)) {
            throw new IllegalStateException(key + " already exists");
        }
        ServerDefaults.fill(object);
        stamp(object).put("uid", "uid-" + version);
        objects.put(key, object);
    }

    private void patch(String key, String patch) {
        ObjectNode before = objects.get(key);
        JsonNode operations = read(patch);
        JsonNode precondition = operations.get(operations.size() - 1);
        if (!precondition.path("value").equals(before.at("/metadata/resourceVersion"))) {
            throw new IllegalStateException("409: " + patch);
        }
        ObjectNode after = (ObjectNode) JsonPatch.apply(operations, before);
        if (change(before, after, "/spec/selector/matchLabels")
                || change(before, after, "/status")
                || change(before, after, "/metadata/uid")) {
            throw new IllegalStateException("422: " + patch);
        }
        ServerDefaults.fill(after);
        stamp(after);
        objects.put(key, after);
    }

    private static boolean change(JsonNode before, JsonNode after, String pointer) {
        return !before.at(pointer).equals(after.at(pointer));
    }

    private ObjectNode stamp(ObjectNode object) {
        return object.withObject("/metadata").put("resourceVersion", Integer.toString(++version));
    }

    JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private HasMetadata typed(ObjectNode tree) {
        return switch (tree.path("kind").asText()) {
            case "Deployment" -> json.convertValue(tree, Deployment.class);
            case "Service" -> json.convertValue(tree, Service.class);
            default -> json.convertValue(tree, Ingress.class);
        };
    }
}
