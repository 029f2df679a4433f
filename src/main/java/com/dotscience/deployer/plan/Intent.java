package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is to become of an object.
 *
 * @param wanted our fields with our values, in the form of {@link ObjectTree}
 * @param ours the keys of what was ours up to now, in the form of {@link Applied}
 */
record Intent(ObjectNode wanted, ObjectNode ours) {

    ObjectNode over(ObjectNode observed) {
        return Overlay.lay(wanted, observed, ours);
    }

    /** This intent, with the record of what is ours from now on among what is wanted. */
    Intent recording(ObjectNode applied) {
        ObjectNode metadata = copy(wanted.path("metadata"));
        metadata.set(
                "annotations",
                copy(metadata.path("annotations")).put(ClusterContract.APPLIED_ANNOTATION, applied.toString()));
        return new Intent(copy(wanted).<ObjectNode>set("metadata", metadata), ours);
    }

    private static ObjectNode copy(JsonNode object) {
        return JsonNodeFactory.instance.objectNode().setAll((ObjectNode) object);
    }
}
