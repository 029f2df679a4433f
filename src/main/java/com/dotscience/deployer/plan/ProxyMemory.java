package com.dotscience.deployer.plan;

import com.dotscience.api.ModelProxyContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The memory of a model-proxy that is not ours. Older versions limited it as they do ours; what was made so stays so until its
 * image changes, since to take the limit away would be a restart that nobody asked for.
 */
final class ProxyMemory {

    private static final String RESOURCES = "resources";
    private static final String USUAL = ModelProxyContract.DEFAULT_MEMORY_MIB + "Mi";

    private ProxyMemory() {}

    /** @param ours the keys of what was ours up to now, in the form of {@link Applied} */
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
