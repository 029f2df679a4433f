package com.dotscience.testing.roadsigns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * What is answered.
 *
 * @param seen for the log, what was seen in the pictures of the request
 */
record Answer(int status, JsonNode body, List<String> seen) {

    static Answer of(JsonNode body) {
        return new Answer(200, body, List.of());
    }

    static Answer refused(int status, String why) {
        return new Answer(status, JsonNodeFactory.instance.objectNode().put("error", why), List.of());
    }
}
