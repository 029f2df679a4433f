package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the API server filled in for one type of Service and refuses for another: it goes with the type, although we never
 * set it.
 */
final class ServiceType {

    private static final List<String> OF_A_LOAD_BALANCER =
            List.of("allocateLoadBalancerNodePorts", "healthCheckNodePort", "loadBalancerClass");

    private ServiceType() {}

    /** Adds to the keys of what is ours what has to go; nothing unless the type changes. */
    static void addWhatGoesWithIt(ObjectNode ours, JsonNode wantedSpec, JsonNode observedSpec) {
        if (!wantedSpec.has("type") || wantedSpec.path("type").equals(observedSpec.path("type"))) {
            return;
        }
        ObjectNode spec = ours.withObjectProperty("spec");
        OF_A_LOAD_BALANCER.forEach(spec::putObject);
        if (wantedSpec.path("type").asText().equals("ClusterIP")) {
            spec.putObject("externalTrafficPolicy");
            ObjectNode ports = spec.withObjectProperty("ports");
            for (JsonNode port : wantedSpec.path("ports")) {
                ports.withObjectProperty(KeyedList.PORTS.keyOf(port)).putObject("nodePort");
            }
        }
    }
}
