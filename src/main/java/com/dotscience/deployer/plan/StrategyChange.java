package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Removes the limits of rolling updates where old pods are to end first. The API server has filled them in by itself, keeps
 * them, and refuses both together (422).
 */
final class StrategyChange {

    private static final String STRATEGY = "strategy";
    private static final String LIMITS = "rollingUpdate";

    private StrategyChange() {}

    /**
     * @param object the object as it is to be, of any kind
     * @return {@code object} itself unless there is something to take out
     */
    static ObjectNode leaveOut(ObjectNode object) {
        JsonNode strategy = object.path("spec").path(STRATEGY);
        if (!strategy.path("type").asText().equals("Recreate") || !strategy.has(LIMITS)) {
            return object;
        }
        ObjectNode spec = copy(object.path("spec")).set(STRATEGY, copy(strategy).without(LIMITS));
        return copy(object).set("spec", spec);
    }

    /** Copies one level of an object. Deeper levels are shared with the observed object, which nobody may change. */
    private static ObjectNode copy(JsonNode object) {
        return JsonNodeFactory.instance.objectNode().setAll((ObjectNode) object);
    }
}
