package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which fields and list elements of an object are ours: a tree of their keys, in the manner of the API server's own
 * {@code managedFields} but shorter. {@code {"spec":{"replicas":{}}}} says that {@code spec.replicas} is ours; an element
 * of a {@link KeyedList} stands under its key.
 *
 * <p>It is kept in an annotation of the object, so that a field that was ours can be taken out when it is no longer wanted,
 * and a field that never was stays.
 */
final class Applied {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper json;

    Applied(ObjectMapper json) {
        this.json = json;
    }

    /** The keys of everything that is wanted, sorted, so that the same object always gives the same text. */
    static ObjectNode keysOf(JsonNode wanted) {
        Map<String, JsonNode> keys = new TreeMap<>();
        wanted.properties().forEach(field -> keys.put(field.getKey(), keysOf(field.getKey(), field.getValue())));
        return NODES.objectNode().setAll(keys);
    }

    static ObjectNode keys(String... names) {
        ObjectNode keys = NODES.objectNode();
        for (String name : names) {
            keys.putObject(name);
        }
        return keys;
    }

    /** What the object says is ours; empty if it says nothing that can be read. */
    Optional<ObjectNode> readFrom(JsonNode observed) {
        String text = observed.path("metadata")
                .path("annotations")
                .path(ClusterContract.APPLIED_ANNOTATION)
                .asText();
        try {
            return json.readTree(text) instanceof ObjectNode keys ? Optional.of(keys) : Optional.empty();
        } catch (JsonProcessingException editedByHand) {
            return Optional.empty();
        }
    }

    private static ObjectNode keysOf(String field, JsonNode wanted) {
        if (wanted.isObject() && !ExclusiveHandler.in(field)) {
            return keysOf(wanted);
        }
        if (wanted.isArray() && KeyedList.in(field) != KeyedList.NONE) {
            return elementKeys(KeyedList.in(field), wanted);
        }
        return NODES.objectNode();
    }

    private static ObjectNode elementKeys(KeyedList keyed, JsonNode wanted) {
        Map<String, JsonNode> keys = new TreeMap<>();
        wanted.forEach(element ->
                keys.put(keyed.keyOf(element), keyed.elementsAreWhole() ? NODES.objectNode() : keysOf(element)));
        return NODES.objectNode().setAll(keys);
    }
}
