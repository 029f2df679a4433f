package com.dotscience.system;

import com.dotscience.testing.released.RecordedInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an upgrade may not change of an object.
 *
 * @param generation as the API server counts changes of the spec; null for kinds of which it does not
 */
record Running(String uid, Long generation, JsonNode spec) {

    private static final int USUAL_API_PORT = 9502;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that deployers made, by {@code KIND NAMESPACE/NAME}. */
    static Map<String, Running> in(KubernetesClient client) {
        return RecordedInstallation.madeByDeployers(client).stream()
                .collect(Collectors.toMap(Running::key, Running::of, (one, other) -> one, TreeMap::new));
    }

    private static String key(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    private static Running of(HasMetadata object) {
        return new Running(
                object.getMetadata().getUid(),
                object.getMetadata().getGeneration(),
                JSON.valueToTree(object).get("spec"));
    }

    /** The same object, however often it was changed. */
    Running whatever() {
        return new Running(uid, null, spec);
    }

    /**
     * The same after a change of its template: what waits for one comes with it. That is the variable of a model-proxy with an API
     * port of its own, which 0.1.0 did not write.
     */
    Running healed() {
        ObjectNode changed = spec.deepCopy();
        for (JsonNode container : changed.at("/template/spec/containers")) {
            int apiPort = container.at("/ports/1/containerPort").asInt(USUAL_API_PORT);
            if (container.get("name").asText().equals("proxy") && apiPort != USUAL_API_PORT) {
                ((ArrayNode) container.get("env"))
                        .addObject()
                        .put("name", "TF_SERVING_PROXY_API_PORT")
                        .put("value", Integer.toString(apiPort));
            }
        }
        return new Running(uid, null, changed);
    }

    /** The same with no replicas, if it is something that has them. */
    Running scaledDown() {
        if (!spec.has("replicas")) {
            return this;
        }
        ObjectNode scaled = spec.deepCopy();
        scaled.put("replicas", 0);
        return new Running(uid, null, scaled);
    }
}
