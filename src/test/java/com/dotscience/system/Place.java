package com.dotscience.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in an object, found again whatever the order of its lists is.
 *
 * @param steps names of fields, and in lists the keys of elements
 */
record Place(List<String> steps) {

    /** What identifies an element of a list, the first that it has. */
    private static final List<String> KEYS =
            List.of("mountPath", "name", "containerPort", "host", "path", "key", "topologyKey", "type");

    Place {
        steps = List.copyOf(steps);
    }

    /** All that somebody may change: labels, annotations and the specification, each with all that is in it. */
    static List<Place> in(ObjectNode object) {
        List<Place> places = new ArrayList<>();
        for (List<String> root :
                List.of(List.of("metadata", "labels"), List.of("metadata", "annotations"), List.of("spec"))) {
            Place start = new Place(root);
            start.find(object).ifPresent(node -> walk(start, node, places));
        }
        return places;
    }

    private static void walk(Place place, JsonNode node, List<Place> places) {
        places.add(place);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            walk(place.then(field.getKey()), field.getValue(), places);
        }
        if (node.isArray()) {
            node.forEach(element -> walk(place.then(keyOf(element)), element, places));
        }
    }

    private Place then(String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return new Place(more);
    }

    String last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether it is itself a field or element of this name, or in one. */
    boolean isIn(String step) {
        return steps.contains(step);
    }

    /** What is there; empty if nothing is. */
    Optional<JsonNode> find(JsonNode object) {
        JsonNode node = object;
        for (String step : steps) {
            node = child(node, step);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /** Puts something else there; null: nothing. */
    void replace(JsonNode object, JsonNode value) {
        JsonNode parent = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        if (parent instanceof ObjectNode fields) {
            if (value == null) {
                fields.remove(last());
            } else {
                fields.set(last(), value);
            }
        } else if (parent instanceof ArrayNode elements) {
            for (int i = elements.size() - 1; i >= 0; i--) {
                if (keyOf(elements.get(i)).equals(last())) {
                    elements.remove(i);
                    if (value != null) {
                        elements.insert(i, value);
                    }
                }
            }
        }
    }

    private static JsonNode child(JsonNode node, String step) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (keyOf(element).equals(step)) {
                    return element;
                }
            }
        }
        return node.path(step);
    }

    static String keyOf(JsonNode element) {
        return KEYS.stream()
                .filter(element::has)
                .map(key -> element.path(key).asText())
                .findFirst()
                .orElseGet(element::asText);
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
