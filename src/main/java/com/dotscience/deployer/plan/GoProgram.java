package com.dotscience.deployer.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The fields that the Go program ds-deployer is known to set. It left no record of them, so an object of this deployer without
 * one ({@link Applied}) is taken to be made by the Go program. Lists that the Go program always wrote as a whole (ports, rules)
 * count as set by it.
 */
final class GoProgram {

    /**
     * These fields are listed for all three kinds at once, since no kind has a field of another; {@code *} stands for any
     * element of a list.
     */
    private static final String SETS = """
            {"metadata": {
               "labels": {"owner": {}},
               "annotations": {
                 "deployer.dotscience.com/identifier": {},
                 "deployment": {},
                 "name": {},
                 "kubernetes.io/ingress.class": {},
                 "nginx.ingress.kubernetes.io/proxy-body-size": {},
                 "nginx.ingress.kubernetes.io/proxy-read-timeout": {},
                 "nginx.ingress.kubernetes.io/proxy-send-timeout": {},
                 "nginx.ingress.kubernetes.io/proxy-buffering": {},
                 "nginx.ingress.kubernetes.io/proxy-max-temp-file-size": {}}},
             "spec": {
               "replicas": {},
               "template": {
                 "metadata": {
                   "labels": {"deployment": {}},
                   "annotations": {"prometheus.io/scrape": {}, "prometheus.io/path": {}, "prometheus.io/port": {}}},
                 "spec": {"containers": {
                   "model": {"name": {}, "image": {}, "ports": {"*": {}}},
                   "proxy": {
                     "name": {},
                     "image": {},
                     "ports": {"*": {}},
                     "env": {
                       "TF_SERVING_ADDR": {},
                       "TF_SERVING_PROXY_PORT": {},
                       "TF_CLASSES": {},
                       "DEPLOYMENT_ID": {}},
                     "livenessProbe": {},
                     "readinessProbe": {}}}}},
               "type": {},
               "loadBalancerIP": {},
               "selector": {"deployment": {}},
               "ports": {"*": {"name": {}, "targetPort": {}}},
               "rules": {"*": {"http": {"paths": {"/": {}}}}}}}
            """;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode sets;

    GoProgram(ObjectMapper json) {
        try {
            sets = json.readTree(SETS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the fields of this object that the Go program set, in the form of {@link Applied}. */
    ObjectNode applied(ObjectNode observed) {
        return present(sets, observed);
    }

    private static ObjectNode present(JsonNode sets, ObjectNode observed) {
        ObjectNode present = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : sets.properties()) {
            JsonNode value = observed.get(field.getKey());
            if (value != null) {
                present.set(field.getKey(), present(field.getKey(), field.getValue(), value));
            }
        }
        return present;
    }

    private static ObjectNode present(String field, JsonNode sets, JsonNode observed) {
        if (observed instanceof ObjectNode object) {
            return present(sets, object);
        }
        ObjectNode present = NODES.objectNode();
        KeyedList keyed = KeyedList.in(field);
        if (observed.isArray() && keyed != KeyedList.NONE) {
            for (JsonNode element : observed) {
                String key = keyed.keyOf(element);
                JsonNode elementSets = sets.has(key) ? sets.get(key) : sets.path("*");
                if (!elementSets.isMissingNode() && element instanceof ObjectNode object) {
                    present.set(key, present(elementSets, object));
                }
            }
        }
        return present;
    }
}
