package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;

/**
 * Turns an object into a JSON tree of the parts that a patch may change: labels, annotations and spec. It leaves out what the
 * API server sets itself, and the selector of a Deployment, because a patch of these is refused.
 */
final class ObjectTree {

    private final ObjectMapper json;

    ObjectTree(ObjectMapper json) {
        this.json = json;
    }

    ObjectNode of(HasMetadata object) {
        ObjectNode tree = json.createObjectNode();
        ObjectNode metadata = tree.putObject("metadata");
        put(metadata, "labels", object.getMetadata().getLabels());
        put(metadata, "annotations", object.getMetadata().getAnnotations());
        ObjectNode spec = specOf(object);
        if (object instanceof Deployment) {
            spec.remove("selector");
        }
        tree.set("spec", spec);
        return tree;
    }

    /** The classes of optional kinds are several, one for each version, and have nothing in common: such an object is turned as a whole. */
    private ObjectNode specOf(HasMetadata object) {
        if (object instanceof Deployment deployment) {
            return json.valueToTree(deployment.getSpec());
        }
        if (object instanceof Service service) {
            return json.valueToTree(service.getSpec());
        }
        return object instanceof Ingress ingress
                ? json.valueToTree(ingress.getSpec())
                : json.<ObjectNode>valueToTree(object).withObjectProperty("spec");
    }

    /**
     * Leaves out an empty map, because the API server does not store one, and a patch cannot add to a map that does not exist.
     */
    private static void put(ObjectNode metadata, String field, Map<String, String> values) {
        if (values != null && !values.isEmpty()) {
            ObjectNode node = metadata.putObject(field);
            values.forEach(node::put);
        }
    }
}
