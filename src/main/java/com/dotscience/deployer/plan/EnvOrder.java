package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The order of environment variables. It matters only where one refers to another by {@code $(NAME)}, which has to come before
 * it: there the wanted ones get the places that they have among themselves in the order that is wanted. Anywhere else the order
 * stays as it is, since another would be a restart for nothing.
 */
final class EnvOrder {

    private static final String REFERENCE = "$(";

    private EnvOrder() {}

    /**
     * @param wanted by name, in the order that is wanted
     * @param list the variables as they are to be, in the order in which they are; returned itself if that is as it should be
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
