package com.dotscience.gateway.http;

import com.dotscience.api.VisibleJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the Gateway is. Without its database it can answer nobody, and streams that are open stay so.
 *
 * @param database whether that answers
 * @param deployersConnected how many deployers follow their model deployments
 */
public record Health(boolean database, int deployersConnected) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As it is shown: 200, or 503 for whoever asks no further. */
    public HttpAnswer shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("status", database ? "UP" : "DOWN");
        shown.put("database", database);
        shown.put("deployers_connected", deployersConnected);
        return json(database ? 200 : 503, shown);
    }

    /** That it lives, for whoever restarts it if it does not: a restart brings no database back, and ends all streams. */
    public static HttpAnswer live() {
        return json(200, Map.of("status", "UP"));
    }

    private static HttpAnswer json(int status, Map<String, Object> shown) {
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown);
            return new HttpAnswer(status, "application/json", VisibleJson.of(text) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
