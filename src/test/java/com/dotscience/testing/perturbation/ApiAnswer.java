package com.dotscience.testing.perturbation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What an API server answers to a request.
 *
 * @param headers without those that are about a connection
 */
public record ApiAnswer(int status, Map<String, String> headers, Buffer body) {

    /** A refusal, in the words of an API server. */
    public static ApiAnswer refusal(int status, String reason, String message) {
        JsonObject body = new JsonObject()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("message", message)
                .put("code", status);
        return ok(body.encode()).as(status);
    }

    /** JSON, with status 200. */
    public static ApiAnswer ok(String json) {
        return new ApiAnswer(200, Map.of("Content-Type", "application/json"), Buffer.buffer(json));
    }

    private ApiAnswer as(int other) {
        return new ApiAnswer(other, headers, body);
    }

    /** The same with one header more. */
    public ApiAnswer with(String header, String value) {
        return new ApiAnswer(status, Map.of("Content-Type", "application/json", header, value), body);
    }

    /** Whether it says that what was asked for is done. */
    public boolean isSuccess() {
        return status < 300;
    }
}
