package com.dotscience.gateway.http;

import com.dotscience.api.VisibleJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of the Gateway. Without its database it can serve no call, but streams that are open stay open.
 *
 * @param database whether the database can be written
 * @param deployersConnected how many deployers have a stream of model deployments open
 */
public record GatewayHealth(boolean database, int deployersConnected) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the health as JSON, with status 503 if the Gateway is down, for probes that look at the status only. */
    public HttpResponse response() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", database ? "UP" : "DOWN");
        body.put("database", database);
        body.put("deployers_connected", deployersConnected);
        return json(database ? 200 : 503, body);
    }

    /**
     * Returns the answer to liveness probes. It ignores the database, because a restart would not bring it back and would end all
     * streams.
     */
    public static HttpResponse live() {
        return json(200, Map.of("status", "UP"));
    }

    private static HttpResponse json(int status, Map<String, Object> body) {
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
            return new HttpResponse(status, "application/json", VisibleJson.of(text) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
