package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/**
 * What nobody asked for in so many words and pods are given all the same: a model that waits until the model-proxy has
 * drained, the time that a pod has to end, the model-proxy's memory, and variables that say what it does without them.
 *
 * <p>It comes when a Deployment is made, or when the model-proxy comes into one, which is a change that somebody asked for.
 * A Deployment that was made without it, by an older version or by the Go program, never gets it, not with its next image
 * either: an upgrade of ours changes no pod. {@link Applied} tells the two apart: what it lists is ours, is healed and stays
 * with each update; what it does not list is not wanted there. For the same reason a value here never changes: that would
 * roll every pod that was given the old one.
 */
final class GivenAtCreation {

    /** Another value than this was asked for, and is wanted everywhere. */
    private static final Map<String, String> VARIABLES = Map.of(
            ModelProxyContract.API_PORT, Integer.toString(ModelProxyContract.DEFAULT_API_PORT),
            ModelProxyContract.MODEL_NAME, ModelProxyContract.DEFAULT_MODEL_NAME,
            ModelProxyContract.TERMINATION_GRACE_PERIOD_SECONDS,
                    Integer.toString(ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS));

    private GivenAtCreation() {}

    /**
     * Takes out of what is wanted what this object was never given.
     *
     * @param ours the keys of what was ours up to now, in the form of {@link Applied}
     */
    static void leaveOut(ObjectNode wanted, JsonNode ours) {
        JsonNode pod = podIn(wanted);
        JsonNode listed = podIn(ours);
        if (!listed.path("containers").has("proxy")) {
            return;
        }
        leaveOut(pod, "terminationGracePeriodSeconds", listed);
        for (JsonNode container : pod.path("containers")) {
            JsonNode its = listed.path("containers").path(container.path("name").asText());
            leaveOut(container, "lifecycle", its);
            if (container.path("name").asText().equals("proxy")) {
                leaveOut(container, "resources", its);
            }
            leaveOutVariables(container.path("env").elements(), its.path("env"));
        }
    }

    /** Whether an object that has lost the record of what is ours was given all this: nobody else writes our path. */
    static boolean isIn(ObjectNode observed) {
        for (JsonNode container : podIn(observed).path("containers")) {
            JsonNode path = container.at("/lifecycle/preStop/httpGet/path");
            if (path.asText().equals(ModelProxyContract.DRAINED_PATH)) {
                return true;
            }
        }
        return false;
    }

    private static void leaveOut(JsonNode wanted, String field, JsonNode listed) {
        if (wanted instanceof ObjectNode object && !listed.has(field)) {
            object.remove(field);
        }
    }

    private static void leaveOutVariables(Iterator<JsonNode> wanted, JsonNode listed) {
        while (wanted.hasNext()) {
            JsonNode variable = wanted.next();
            String name = variable.path("name").asText();
            if (variable.path("value").asText().equals(VARIABLES.get(name)) && !listed.has(name)) {
                wanted.remove();
            }
        }
    }

    private static JsonNode podIn(JsonNode object) {
        return object.path("spec").path("template").path("spec");
    }
}
