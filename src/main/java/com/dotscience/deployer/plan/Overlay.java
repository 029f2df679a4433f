package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays what is wanted over what exists: our fields get our values, fields that were ours and are no longer wanted go, and
 * everything else stays as it is.
 *
 * <p>Where nothing differs it returns the very node that was observed and not a copy. An object in sync then costs one walk
 * over the wanted fields, and {@code result == observed} says that it is in sync.
 */
final class Overlay {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Overlay() {}

    /**
     * Returns the object as it is to be.
     *
     * @param ours the keys of the fields that the deployer has set so far, in the form of {@link Applied}
     * @return {@code observed} itself if nothing differs
     */
    static ObjectNode lay(JsonNode wanted, ObjectNode observed, JsonNode ours) {
        ObjectNode result = observed;
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            JsonNode is = observed.get(field.getKey());
            JsonNode shall = value(field.getKey(), field.getValue(), is, ours.path(field.getKey()));
            if (shall != is) {
                result = result == observed ? shallowCopy(observed) : result;
                result.set(field.getKey(), shall);
            }
        }
        for (Map.Entry<String, JsonNode> field : ours.properties()) {
            JsonNode is = observed.get(field.getKey());
            if (is != null && !wanted.has(field.getKey())) {
                JsonNode left = without(field.getKey(), is, field.getValue());
                result = result == observed ? shallowCopy(observed) : result;
                if (left.isMissingNode()) {
                    result.remove(field.getKey());
                } else {
                    result.set(field.getKey(), left);
                }
            }
        }
        return result;
    }

    private static JsonNode value(String field, JsonNode wanted, JsonNode observed, JsonNode ours) {
        if (wanted instanceof ObjectNode && observed instanceof ObjectNode object) {
            return lay(wanted, object, ExclusiveHandler.in(field) ? ExclusiveHandler.WAYS : ours);
        }
        if (wanted instanceof ArrayNode list
                && observed instanceof ArrayNode observedList
                && KeyedList.in(field) != KeyedList.NONE) {
            return list(KeyedList.in(field), list, observedList, ours);
        }
        return wanted.equals(observed) ? observed : wanted;
    }

    private static ArrayNode list(KeyedList keyed, ArrayNode wanted, ArrayNode observed, JsonNode ours) {
        Map<String, JsonNode> wantedByKey = keyed.byKey(wanted);
        Map<String, JsonNode> observedByKey = keyed.byKey(observed);
        Map<String, String> rewritten = RekeyedElements.in(keyed, wantedByKey, observedByKey, ours);

        boolean oneIsMissing = !observedByKey.keySet().containsAll(wantedByKey.keySet());
        ArrayNode result = NODES.arrayNode();
        Map<String, JsonNode> present = new HashMap<>();
        boolean same = true;
        for (JsonNode is : observed) {
            String itsKey = keyed.keyOf(is);
            String key = wantedByKey.containsKey(itsKey)
                    ? itsKey
                    : renumbered(keyed, is, wantedByKey, observedByKey.keySet())
                            .orElse(rewritten.getOrDefault(itsKey, itsKey));
            JsonNode element = wantedByKey.get(key);
            if (element != null && !present.containsKey(key)) {
                JsonNode shall = element(keyed, element, is, ours.path(key));
                same &= shall == is;
                result.add(shall);
                present.put(key, shall);
            } else if (element == null
                    ? ours.has(key)
                    : keyed.elementsAreWhole() || !key.equals(itsKey) || oneIsMissing && is.equals(present.get(key))) {
                // The element is dropped: it is ours and no longer wanted, or it repeats another element of ours. If
                // one of ours is missing, an exact repeat is that one, which somebody has changed.
                same = false;
            } else {
                result.add(is);
            }
        }
        for (Map.Entry<String, JsonNode> element : wantedByKey.entrySet()) {
            if (!present.containsKey(element.getKey())) {
                same = false;
                result.add(element.getValue());
            }
        }
        ArrayNode laid = same ? observed : result;
        return keyed == KeyedList.ENV ? EnvOrder.of(wantedByKey, laid) : laid;
    }

    /**
     * Returns the key of the wanted port that an observed port stands for although its number differs: the one with the same
     * name, because no two ports of a Service share a name. A port so recognized keeps what the API server gave it (its node
     * port) when its number changes.
     */
    private static Optional<String> renumbered(
            KeyedList keyed, JsonNode observed, Map<String, JsonNode> wantedByKey, Set<String> observedKeys) {
        String name = observed.path("name").asText();
        if (keyed != KeyedList.PORTS || name.isEmpty()) {
            return Optional.empty();
        }
        return wantedByKey.entrySet().stream()
                .filter(wanted -> name.equals(wanted.getValue().path("name").asText()))
                .map(Map.Entry::getKey)
                .filter(key -> !observedKeys.contains(key))
                .findFirst();
    }

    private static JsonNode element(KeyedList keyed, JsonNode wanted, JsonNode observed, JsonNode ours) {
        if (keyed.elementsAreWhole() || !(observed instanceof ObjectNode object)) {
            return wanted.equals(observed) ? observed : wanted;
        }
        return lay(wanted, object, ours);
    }

    /** Returns what others have put into a value that is no longer wanted; a missing node if that is nothing. */
    private static JsonNode without(String field, JsonNode observed, JsonNode ours) {
        if (ours.isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode left = MissingNode.getInstance();
        if (observed instanceof ObjectNode object) {
            left = lay(NODES.objectNode(), object, ours);
        } else if (observed instanceof ArrayNode list && KeyedList.in(field) != KeyedList.NONE) {
            left = list(KeyedList.in(field), NODES.arrayNode(), list, ours);
        }
        return left.isEmpty() ? MissingNode.getInstance() : left;
    }

    private static ObjectNode shallowCopy(ObjectNode node) {
        return NODES.objectNode().setAll(node);
    }
}
