package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Recognizes elements of a {@link KeyedList} that are ours although their key has changed: an admission webhook or somebody
 * else has added a suffix to the host of a rule, or changed the number of a port. Without this such an element would count as
 * somebody else's, it would stay, and each write would add ours beside it.
 *
 * <p>Only the list and {@link Applied} can tell, and they suffice: one of our keys is missing, and an element that is not
 * wanted otherwise equals what that key stood for. Its key is recorded with ours, without anything below it. So the element is
 * recognized even if more of it changes later, and goes when nothing like it is wanted any more.
 */
final class RekeyedElements {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RekeyedElements() {}

    /**
     * Finds for each such element of a list the wanted element that it stands for.
     *
     * @param wanted the wanted elements by key
     * @param ours the keys of what the deployer has set so far
     * @return the wanted key by the observed one
     */
    static Map<String, String> in(
            KeyedList keyed, Map<String, JsonNode> wanted, Map<String, JsonNode> observed, JsonNode ours) {
        boolean oneOfOursIsMissing = false;
        for (Map.Entry<String, JsonNode> own : ours.properties()) {
            oneOfOursIsMissing |= !observed.containsKey(own.getKey());
        }
        Map<String, String> rewritten = new HashMap<>();
        if (!oneOfOursIsMissing) {
            return rewritten;
        }
        Set<String> strangers = new LinkedHashSet<>(observed.keySet());
        strangers.removeAll(wanted.keySet());
        for (Map.Entry<String, JsonNode> element : wanted.entrySet()) {
            String key = element.getKey();
            if (!observed.containsKey(key)) {
                strangers.stream()
                        .filter(stranger -> isRecorded(stranger, key, ours)
                                || !ours.has(stranger)
                                        && differsInItsKeyAlone(keyed, element.getValue(), observed.get(stranger)))
                        .findFirst()
                        .ifPresent(stranger -> rewritten.put(stranger, key));
                strangers.removeAll(rewritten.keySet());
            }
        }
        return rewritten;
    }

    /** Returns the keys of all such elements of an object, in the form of {@link Applied}. */
    static ObjectNode keysIn(Intent intent, ObjectNode observed) {
        return keysIn(intent.wanted(), observed, intent.ours());
    }

    /** Returns both sets of keys together, each key once. */
    static ObjectNode merge(ObjectNode keys, ObjectNode rewritten) {
        ObjectNode merged = keys.deepCopy();
        for (Map.Entry<String, JsonNode> field : rewritten.properties()) {
            merged.set(
                    field.getKey(),
                    merged.get(field.getKey()) instanceof ObjectNode same
                            ? merge(same, (ObjectNode) field.getValue())
                            : field.getValue());
        }
        return merged;
    }

    private static ObjectNode keysIn(JsonNode wanted, JsonNode observed, JsonNode ours) {
        ObjectNode keys = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            JsonNode is = observed.path(field.getKey());
            JsonNode own = ours.path(field.getKey());
            ObjectNode below = NODES.objectNode();
            if (field.getValue() instanceof ObjectNode object) {
                below = keysIn(object, is, own);
            } else if (field.getValue() instanceof ArrayNode list
                    && is instanceof ArrayNode observedList
                    && KeyedList.in(field.getKey()) != KeyedList.NONE) {
                below = keysIn(KeyedList.in(field.getKey()), list, observedList, own);
            }
            if (!below.isEmpty()) {
                keys.set(field.getKey(), below);
            }
        }
        return keys;
    }

    private static ObjectNode keysIn(KeyedList keyed, ArrayNode wanted, ArrayNode observed, JsonNode ours) {
        Map<String, JsonNode> wantedByKey = keyed.byKey(wanted);
        Map<String, JsonNode> observedByKey = keyed.byKey(observed);
        ObjectNode keys = NODES.objectNode();
        in(keyed, wantedByKey, observedByKey, ours).keySet().forEach(keys::putObject);
        for (Map.Entry<String, JsonNode> element : wantedByKey.entrySet()) {
            if (!keyed.elementsAreWhole() && observedByKey.containsKey(element.getKey())) {
                ObjectNode below =
                        keysIn(element.getValue(), observedByKey.get(element.getKey()), ours.path(element.getKey()));
                if (!below.isEmpty()) {
                    keys.set(element.getKey(), below);
                }
            }
        }
        return keys;
    }

    /** Says whether the record lists both keys, and the one that is not wanted as one that was found in place of another. */
    private static boolean isRecorded(String stranger, String key, JsonNode ours) {
        return ours.has(key) && ours.has(stranger) && ours.path(stranger).isEmpty();
    }

    private static boolean differsInItsKeyAlone(KeyedList keyed, JsonNode wanted, JsonNode observed) {
        if (!(wanted instanceof ObjectNode ours) || !(observed instanceof ObjectNode theirs)) {
            return false;
        }
        ObjectNode shall = ours.deepCopy().without(keyed.keyFields());
        ObjectNode is = theirs.deepCopy().without(keyed.keyFields());
        return keyed.elementsAreWhole() || shall.isEmpty()
                ? shall.equals(is)
                : Overlay.lay(shall, is, NODES.objectNode()) == is;
    }
}
