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
 * What is wanted, laid over what is there: our fields get our values, what was ours and is no longer wanted goes, and
 * everything else stays as it is.
 *
 * <p>Where nothing differs, the very node that was observed is returned, not a copy: an object in sync costs one walk
 * over the wanted fields, and {@code result == observed} says that it is in sync.
 */
final class Overlay {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Overlay() {}

    /**
     * @param ours the keys of what was ours up to now, in the form of {@link Applied}
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
                // The last is one of ours, too, which somebody made another of ours.
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
     * The key of the wanted port that an observed one of another number is: the one of its name, which no two ports of a
     * Service may share. A port keeps what the server gave it (its node port) when its number changes.
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

    /** What is left of a value that is no longer wanted: what others put there. Missing if that is nothing. */
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
