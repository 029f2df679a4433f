package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/**
 * Additions that nobody asked for and that pods get all the same: a model that waits at its end until the model-proxy has
 * drained, the time that a pod has to end, the memory of the model-proxy, and variables that name the model-proxy's defaults.
 *
 * <p>A Deployment gets them when it is created, or when the model-proxy is added to it, which is a change that somebody asked
 * for. A Deployment that an older version or the Go program created without them never gets them, not even with its next image,
 * because an upgrade of the deployer changes no pod. {@link Applied} tells the two apart: what it lists is kept and healed with
 * each update; what it does not list is not wanted there. For the same reason a value here never changes: a new one would
 * restart every pod that was given the old one.
 */
final class GivenAtCreation {

    /** A variable with another value than the one here was asked for by somebody, so it is wanted everywhere. */
    private static final Map<String, String> VARIABLES = Map.of(
            ModelProxyContract.API_PORT, Integer.toString(ModelProxyContract.DEFAULT_API_PORT),
            ModelProxyContract.MODEL_NAME, ModelProxyContract.DEFAULT_MODEL_NAME,
            ModelProxyContract.TERMINATION_GRACE_PERIOD_SECONDS,
                    Integer.toString(ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS));

    private static final String GRACE = "terminationGracePeriodSeconds";
    private static final String USUAL_MEMORY = ModelProxyContract.DEFAULT_MEMORY_MIB + "Mi";

    private GivenAtCreation() {}

    /**
     * Takes out of the wanted object what this object was not given when it was created.
     *
     * @param ours the keys of the fields that the deployer has set so far, in the form of {@link Applied}
     */
    static void leaveOut(ObjectNode wanted, JsonNode ours) {
        JsonNode pod = podIn(wanted);
        JsonNode listed = podIn(ours);
        if (!listed.path("containers").has("proxy")) {
            return;
        }
        if (pod.path(GRACE).asInt() == ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS) {
            leaveOut(pod, GRACE, listed);
        }
        for (JsonNode container : pod.path("containers")) {
            JsonNode its = listed.path("containers").path(container.path("name").asText());
            if (waitsForTheModelProxy(container)) {
                leaveOut(container, "lifecycle", its);
            }
            if (container.path("name").asText().equals("proxy")) {
                leaveOutMemory(container, its);
            }
            leaveOutVariables(container.path("env").elements(), its.path("env"));
        }
    }

    /**
     * Says whether an object that has lost its record was given these additions. Its path for draining shows it, since nobody
     * else writes that path.
     */
    static boolean isIn(ObjectNode observed) {
        for (JsonNode container : podIn(observed).path("containers")) {
            if (waitsForTheModelProxy(container)) {
                return true;
            }
        }
        return false;
    }

    private static boolean waitsForTheModelProxy(JsonNode container) {
        return container.at("/lifecycle/preStop/httpGet/path").asText().equals(ModelProxyContract.DRAINED_PATH);
    }

    private static void leaveOut(JsonNode wanted, String field, JsonNode listed) {
        if (wanted instanceof ObjectNode object && !listed.has(field)) {
            object.remove(field);
        }
    }

    /**
     * Leaves out the usual memory of this project's model-proxy; another amount, or any of another model-proxy, was asked for by somebody. So
     * were the processors that a model-proxy asks for, together with an autoscaler.
     */
    private static void leaveOutMemory(JsonNode proxy, JsonNode listed) {
        if (!USUAL_MEMORY.equals(proxy.at("/resources/limits/memory").asText())
                || !ModelProxyContract.isImage(proxy.path("image").asText())) {
            return;
        }
        JsonNode cpu = proxy.at("/resources/requests/cpu");
        leaveOut(proxy, "resources", listed);
        if (proxy instanceof ObjectNode object && !cpu.isMissingNode() && !object.has("resources")) {
            object.withObject("/resources/requests").set("cpu", cpu);
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
