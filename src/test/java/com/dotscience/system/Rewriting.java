package com.dotscience.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way in which somebody changes one field of an object.
 *
 * @param model whose object it is about
 * @param wanted what was written there
 */
record Rewriting(FullModels model, Place place, JsonNode wanted, Way way) {

    enum Way {
        /** It gets another value; where it is the key of an element, that is another element. */
        OTHER,
        /** It goes, with all that is in it. */
        DROPPED,
        /** A list or a map gets an element more. */
        MORE,
        /** A list is turned round. */
        TURNED
    }

    /** Others may have more of these than we do. */
    private static final Set<String> MAPS =
            Set.of("labels", "annotations", "matchLabels", "selector", "nodeSelector", "limits", "requests");

    /** What a value becomes that cannot just be another text. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("TCP", "UDP"),
            Map.entry("LoadBalancer", "NodePort"),
            Map.entry("ClusterIP", "NodePort"),
            Map.entry("ImplementationSpecific", "Prefix"),
            Map.entry("Exact", "Prefix"),
            Map.entry("192.0.2.1", "192.0.2.2"),
            Map.entry("nginx", "traefik"),
            Map.entry("Unconfined", "RuntimeDefault"),
            Map.entry("Never", "Always"),
            Map.entry("RollingUpdate", "Recreate"),
            Map.entry("Memory", "HugePages"),
            Map.entry("Exists", "Equal"),
            Map.entry("NoSchedule", "NoExecute"),
            Map.entry("ScheduleAnyway", "DoNotSchedule"),
            Map.entry("64Mi", "65Mi"));

    /** No object without them is taken by an API server. */
    private static final Set<String> REQUIRED = Set.of(
            "template",
            "spec",
            "containers",
            "name",
            "image",
            "containerPort",
            "port",
            "http",
            "paths",
            "backend",
            "service",
            "httpGet",
            "tcpSocket",
            "exec",
            "secretKeyRef",
            "configMapKeyRef",
            "key",
            "mountPath",
            "claimName",
            "maxSkew",
            "topologyKey",
            "whenUnsatisfiable",
            "scaleTargetRef",
            "kind",
            "maxReplicas",
            "type",
            "resource",
            "pods",
            "metric",
            "target");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** All of all objects. */
    static List<Rewriting> all() {
        return Arrays.stream(FullModels.values())
                .flatMap(model -> {
                    ObjectNode object = model.object();
                    return Place.in(object).stream()
                            .flatMap(
                                    place -> of(model, place, place.find(object).orElseThrow()));
                })
                .toList();
    }

    private static Stream<Rewriting> of(FullModels model, Place place, JsonNode there) {
        return Arrays.stream(Way.values())
                .filter(way -> switch (way) {
                    case OTHER -> there.isValueNode();
                    case DROPPED -> !place.steps().equals(List.of("spec"));
                    case MORE -> there.isArray() || there.isObject() && MAPS.contains(place.last());
                    case TURNED -> there.isArray() && there.size() > 1;
                })
                .map(way -> new Rewriting(model, place, there, way));
    }

    /** Whether it leaves an object that an API server might take. */
    boolean isPossible() {
        return way != Way.DROPPED || !REQUIRED.contains(place.last());
    }

    /** Does so, if the field is there. To do so twice is as to do so once, but for a list that is turned. */
    void apply(ObjectNode object) {
        place.find(object).ifPresent(there -> {
            switch (way) {
                case OTHER -> place.replace(object, other(wanted));
                case DROPPED -> place.replace(object, null);
                case MORE -> add(there);
                case TURNED -> place.replace(object, turned((ArrayNode) there));
            }
        });
    }

    private JsonNode other(JsonNode there) {
        if (there.isNumber()) {
            return new IntNode(there.asInt() + 1);
        }
        if (there.isBoolean()) {
            return BooleanNode.valueOf(!there.asBoolean());
        }
        String text = there.asText();
        return new TextNode(
                switch (place.last()) {
                    case "image" -> "mirror.example.com/" + text;
                    case "host" -> text + ".corp";
                    case "averageValue" -> "9";
                    case "cpu" -> place.isIn("limits") ? "2" : "500m";
                    case "memory" -> place.isIn("limits") ? "97Mi" : "95Mi";
                    default -> OTHER.getOrDefault(text, text + "x");
                });
    }

    private void add(JsonNode there) {
        if (there instanceof ObjectNode map) {
            map.put(place.isIn("resources") ? "ephemeral-storage" : "example.com/more", "1");
            return;
        }
        JsonNode more = wanted.get(0) instanceof ObjectNode like ? more(like.deepCopy()) : other(wanted.get(0));
        for (JsonNode element : there) {
            if (Place.keyOf(element).equals(Place.keyOf(more))) {
                return;
            }
        }
        ((ArrayNode) there).add(more);
    }

    /** Like one that is there, and another. */
    private ObjectNode more(ObjectNode like) {
        return switch (place.last()) {
            case "volumes", "imagePullSecrets" -> like.put("name", "more");
            case "volumeMounts" -> like.put("mountPath", "/more");
            case "containers" -> like.removeAll().put("name", "more").put("image", "example/more:1");
            case "env" -> like.put("name", "MORE");
            case "tolerations" -> like.put("key", "more");
            case "topologySpreadConstraints" -> like.put("topologyKey", "more");
            case "tls" -> like.put("secretName", "more");
            case "metrics" -> like.put("type", "External");
            case "rules" -> like.has("backendRefs") ? like.put("name", "more") : like.put("host", "more.example.com");
            case "matches" -> like.put("method", "POST");
            case "backendRefs", "parentRefs" -> like.put("name", "more");
            case "paths" -> like.put("path", "/more");
            case "ports" ->
                like.has("port") ? like.put("name", "seven").put("port", 7777) : like.put("containerPort", 7777);
            default -> throw new IllegalStateException("What is an element more of " + place + "?");
        };
    }

    private static ArrayNode turned(ArrayNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        Collections.reverse(elements);
        return NODES.arrayNode().addAll(elements);
    }

    @Override
    public String toString() {
        return model + " " + place + " " + way;
    }
}
