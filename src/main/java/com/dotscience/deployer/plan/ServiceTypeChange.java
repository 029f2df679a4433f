package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Removes the fields that a Service may have with its former type but not with its new one. The API server clears some of them by
 * itself, which differs by version, and refuses the others (422). So all of them go with the type, whoever set them.
 */
final class ServiceTypeChange {

    private static final Set<String> LOAD_BALANCER = Set.of("LoadBalancer");
    private static final Set<String> ON_NODES = Set.of("LoadBalancer", "NodePort");

    /**
     * The types of Service that may have each field, in Kubernetes 1.20 to 1.34. Every type may have a field that is not
     * listed.
     */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "allocateLoadBalancerNodePorts", LOAD_BALANCER,
            "healthCheckNodePort", LOAD_BALANCER,
            "loadBalancerClass", LOAD_BALANCER,
            "loadBalancerIP", LOAD_BALANCER,
            "loadBalancerSourceRanges", LOAD_BALANCER,
            "externalTrafficPolicy", ON_NODES,
            "externalName", Set.of("ExternalName"));

    private static final String NODE_PORT = "nodePort";

    private ServiceTypeChange() {}

    /**
     * Takes out the fields that the new type of a Service may not have.
     *
     * @param object the object as it is to be, of any kind
     * @param observed the object as it is
     * @return {@code object} itself if it is no Service or keeps its type
     */
    static ObjectNode leaveOut(ObjectNode object, ObjectNode observed) {
        JsonNode type = object.path("spec").path("type");
        if (!type.isTextual() || type.equals(observed.path("spec").path("type"))) {
            return object;
        }
        ObjectNode spec = copy(object.path("spec"));
        TYPES.forEach((field, types) -> {
            if (!types.contains(type.asText())) {
                spec.remove(field);
            }
        });
        if (!ON_NODES.contains(type.asText()) && spec.path("ports") instanceof ArrayNode ports) {
            spec.set("ports", withoutNodePorts(ports));
        }
        return copy(object).set("spec", spec);
    }

    private static ArrayNode withoutNodePorts(ArrayNode ports) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode(ports.size());
        ports.forEach(port -> result.add(copy(port).without(NODE_PORT)));
        return result;
    }

    /** Copies one level of an object. Deeper levels are shared with the observed object, which nobody may change. */
    private static ObjectNode copy(JsonNode object) {
        return JsonNodeFactory.instance.objectNode().setAll((ObjectNode) object);
    }
}
