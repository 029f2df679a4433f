package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An object taken apart, in an order that does not depend on how it came about.
 *
 * @param ours what we set and what the server filled in, without what identifies the one object
 * @param theirs what {@link Others} added
 */
record Parts(Object ours, List<String> theirs) {

    private static final Set<String> IDENTIFYING = Set.of("uid", "resourceVersion");

    static Parts of(JsonNode object) {
        List<String> theirs = new ArrayList<>();
        Object ours = split(object, theirs);
        theirs.sort(Comparator.naturalOrder());
        return new Parts(ours, theirs);
    }

    private static Object split(JsonNode node, List<String> theirs) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (Others.added(field.getKey())) {
                    theirs.add(field.toString());
                } else if (!IDENTIFYING.contains(field.getKey())) {
                    fields.put(field.getKey(), split(field.getValue(), theirs));
                }
            }
            fields.values().removeIf(value -> value.equals(List.of()) || value.equals(Map.of()));
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            for (JsonNode element : node) {
                if (Others.added(nameOf(element))) {
                    theirs.add(element.toString());
                } else {
                    elements.add(split(element, theirs));
                }
            }
            elements.sort(Comparator.comparing(Object::toString));
            return elements;
        }
        return node.isIntegralNumber() ? node.asLong() : node;
    }

    private static String nameOf(JsonNode element) {
        return element.isValueNode()
                ? element.asText()
                : element.path("name").asText() + element.path("host").asText();
    }
}
