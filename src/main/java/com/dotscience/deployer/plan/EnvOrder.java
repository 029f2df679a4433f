package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Puts environment variables in order. Their order matters only where one refers to another by {@code $(NAME)}, which has to
 * stand before it: there the wanted variables share out the places that they have in the order that is wanted. Elsewhere their
 * order stays, since changing it would restart pods for nothing.
 */
final class EnvOrder {

    private static final String REFERENCE = "$(";

    private EnvOrder() {}

    /**
     * Returns the variables in an order in which references work.
     *
     * @param wanted the wanted variables by name, in the wanted order
     * @param list all variables as they are to be, in the order that they have; it is returned itself if that order is right
     */
    static ArrayNode of(Map<String, JsonNode> wanted, ArrayNode list) {
        if (wanted.values().stream().noneMatch(variable -> refers(variable, wanted.keySet()))) {
            return list;
        }
        Iterator<JsonNode> next = wanted.values().iterator();
        ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
        for (JsonNode variable : list) {
            boolean isWanted = wanted.containsKey(KeyedList.ENV.keyOf(variable));
            ordered.add(isWanted && next.hasNext() ? next.next() : variable);
        }
        return ordered.equals(list) ? list : ordered;
    }

    private static boolean refers(JsonNode variable, Set<String> names) {
        String value = variable.path("value").asText();
        return value.contains(REFERENCE) && names.stream().anyMatch(name -> value.contains(REFERENCE + name + ")"));
    }
}
