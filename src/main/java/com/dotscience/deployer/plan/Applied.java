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
 * The record of which fields and list elements of an object this deployer has set: a tree of their keys, like the API server's
 * own {@code managedFields} but shorter. {@code {"spec":{"replicas":{}}}} says that the deployer has set {@code spec.replicas};
 * an element of a {@link KeyedList} stands under its key.
 *
 * <p>The record is kept in an annotation of the object. It lets the deployer take out a field of its own that is no longer
 * wanted, and leave a field that somebody else has set.
 */
final class Applied {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper json;

    Applied(ObjectMapper json) {
        this.json = json;
    }

    /** Returns the keys of everything that is wanted. They are sorted, so that the same object always gives the same text. */
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

    /** Returns the record that an object carries; empty if it carries none that can be read. */
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
