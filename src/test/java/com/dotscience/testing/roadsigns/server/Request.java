package com.dotscience.testing.roadsigns.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What is asked. */
record Request(String method, String path, byte[] body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @throws Refusal if the body is no JSON object */
    JsonNode json() throws Refusal {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("JSON Parse error: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.badRequest("JSON Parse error: " + e.getMessage());
        }
        if (!json.isObject()) {
            throw Refusal.badRequest("JSON Parse error: The body is no JSON object");
        }
        return json;
    }

    /** TensorFlow Serving's words for a path or a method that it does not know. */
    Refusal malformed() {
        return Refusal.badRequest("Malformed request: " + method + " " + path);
    }
}
