package com.dotscience.deployer.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Objects in memory that changes are applied to as an API server would: it fills in what a real one fills in, refuses a
 * patch on an older version, and lets nobody touch a Deployment's selector.
 */
final class FakeCluster {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private int version = 1000;
    private Consumer<ObjectNode> admission = object -> {};

    /** What becomes of an object with every write from now on. */
    void admit(Consumer<ObjectNode> changes) {
        admission = changes;
    }

    void put(HasMetadata object) {
        put(JSON.<ObjectNode>valueToTree(object));
    }

    void put(ObjectNode object) {
        objects.put(ObjectKey.of(typed(object)).toString(), object);
    }

    /** All that the Deployments ask for is there and serves. */
    void rollOut() {
        objects.values().stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .forEach(FakeCluster::rollOut);
    }

    /** Each Gateway that an HTTPRoute names takes it. */
    void acceptRoutes() {
        objects.values().stream()
                .filter(object -> object.path("kind").asText().equals("HTTPRoute"))
                .forEach(FakeCluster::accept);
    }

    private static void accept(ObjectNode route) {
        ArrayNode parents = route.withObject("/status").putArray("parents");
        for (JsonNode parent : route.at("/spec/parentRefs")) {
            ObjectNode answer = parents.addObject();
            answer.set("parentRef", parent);
            answer.putArray("conditions").addObject().put("type", "Accepted").put("status", "True");
        }
    }

    ObjectNode tree(Kind kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + " "))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    Set<String> keys() {
        return objects.keySet();
    }

    ObjectNode object(String key) {
        return objects.get(key);
    }

    String uid(String key) {
        return objects.get(key).at("/metadata/uid").asText();
    }

    Observed observed() {
        List<HasMetadata> observed = new ArrayList<>();
        objects.values().forEach(tree -> observed.add(typed(tree)));
        return new Observed(observed, false)
                .access(Map.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        new KindAccess.Known("policy/v1"),
                        Kind.HORIZONTAL_POD_AUTOSCALER,
                        new KindAccess.Known("autoscaling/v2"),
                        Kind.HTTP_ROUTE,
                        new KindAccess.Known("gateway.networking.k8s.io/v1")));
    }

    /** What others wrote is filled in like everything else. */
    void fillIn() {
        objects.values().forEach(ServerDefaults::fill);
    }

    void apply(Plan plan) {
        plan.changes().forEach(this::apply);
    }

    void apply(Change change) {
        String key = change.key().toString();
        switch (change.action()) {
            case CREATE -> create(key, JSON.valueToTree(change.object()));
            case DELETE -> objects.remove(key);
            default -> patch(key, change.patch());
        }
    }

    /** The operations of its patch, such as {@code add /metadata/labels/team}, and their values. */
    Map<String, String> operations(Change change) {
        Map<String, String> operations = new LinkedHashMap<>();
        read(change.patch())
                .forEach(operation -> operations.put(
                        operation.get("op").asText() + " "
                                + operation.get("path").asText(),
                        operation.has("value") ? operation.get("value").toString() : ""));
        return operations;
    }

    /** What a patch asks for, before the server has a say. */
    ObjectNode patched(Change change) {
        return (ObjectNode)
                JsonPatch.apply(read(change.patch()), objects.get(change.key().toString()));
    }

    private static void rollOut(ObjectNode deployment) {
        int replicas = deployment.at("/spec/replicas").asInt();
        deployment
                .withObject("/status")
                .put("observedGeneration", 1)
                .put("replicas", replicas)
                .put("updatedReplicas", replicas)
                .put("availableReplicas", replicas);
    }

    private void create(String key, ObjectNode object) {
        if (objects.containsKey(key)) {
            throw new IllegalStateException(key + " already exists");
        }
        admission.accept(object);
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
        admission.accept(after);
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
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private HasMetadata typed(ObjectNode tree) {
        return switch (tree.path("kind").asText()) {
            case "Deployment" -> JSON.convertValue(tree, Deployment.class);
            case "Service" -> JSON.convertValue(tree, Service.class);
            case "HorizontalPodAutoscaler" -> JSON.convertValue(tree, HorizontalPodAutoscaler.class);
            case "PodDisruptionBudget" -> JSON.convertValue(tree, PodDisruptionBudget.class);
            case "HTTPRoute" -> JSON.convertValue(tree, HTTPRoute.class);
            default -> JSON.convertValue(tree, Ingress.class);
        };
    }
}
