package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The wanted state of an object, and the record of what the deployer has set in it so far: both are needed to know what to
 * write and what to take out.
 *
 * @param wanted the fields that the deployer sets, with their values, in the form of {@link ObjectTree}
 * @param ours the keys of the fields that it has set so far, in the form of {@link Applied}
 */
record Intent(ObjectNode wanted, ObjectNode ours) {

    ObjectNode over(ObjectNode observed) {
        return Overlay.lay(wanted, observed, ours);
    }

    /** Returns this intent with the new record of what is ours among what is wanted. */
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
