package com.dotscience.deployer.plan;

import com.dotscience.api.RestartTime;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keeps the time of a restart that somebody asked for with kubectl after the one that is wanted. To set it back would restart the pods
 * once more, and nobody asked for that.
 */
final class LaterRestart {

    private LaterRestart() {}

    /** Puts the time that is there now into what is wanted, if it is the later one. */
    static void keep(ObjectNode wanted, ObjectNode observed) {
        String there = annotationsOf(observed).path(RestartTime.ANNOTATION).asText();
        if (annotationsOf(wanted) instanceof ObjectNode annotations
                && isLater(there, annotations.path(RestartTime.ANNOTATION).asText())) {
            annotations.put(RestartTime.ANNOTATION, there);
        }
    }

    private static boolean isLater(String one, String other) {
        return RestartTime.parse(other)
                .flatMap(time -> RestartTime.parse(one).filter(time::isBefore))
                .isPresent();
    }

    private static JsonNode annotationsOf(ObjectNode object) {
        return object.at("/spec/template/metadata/annotations");
    }
}
