package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keeps the memory limit of a model-proxy that is not the one of this project. Older versions of the deployer limited its
 * memory like that of their own; such a limit stays until the image changes, since to take it away would be a restart that
 * nobody asked for.
 */
final class ProxyMemory {

    private static final String RESOURCES = "resources";
    private static final String USUAL = ModelProxyContract.DEFAULT_MEMORY_MIB + "Mi";

    private ProxyMemory() {}

    /**
     * Puts the memory that the model-proxy has now into what is wanted, where it is to stay.
     *
     * @param ours the keys of the fields that the deployer has set so far, in the form of {@link Applied}
     */
    static void keep(ObjectNode wanted, ObjectNode observed, JsonNode ours) {
        JsonNode there = proxyIn(observed);
        if (proxyIn(wanted) instanceof ObjectNode proxy
                && !proxy.has(RESOURCES)
                && ours.at("/spec/template/spec/containers/proxy").has(RESOURCES)
                && USUAL.equals(there.at("/resources/limits/memory").asText())
                && USUAL.equals(there.at("/resources/requests/memory").asText())
                && proxy.path("image").equals(there.path("image"))) {
            proxy.withObject("/resources/limits").put("memory", USUAL);
            proxy.withObject("/resources/requests").put("memory", USUAL);
        }
    }

    private static JsonNode proxyIn(JsonNode object) {
        for (JsonNode container : object.at("/spec/template/spec/containers")) {
            if (container.path("name").asText().equals("proxy")) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }
}
