package com.dotscience.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One call that the API server answered, as it wrote it down.
 *
 * @param stage {@code ResponseComplete}; {@code ResponseStarted} for a watch that has begun; {@code Panic}
 * @param verb of the API: get, list, watch, create, update, patch, delete …
 * @param resource plural, with its subresource if one is meant: {@code deployments/status}; empty for other paths
 * @param code of the HTTP response; 0 if there was none
 * @param dryRun whether nothing of it was to be stored
 * @param received when the call came in
 * @param answered when this stage was reached
 */
public record AuditEvent(
        String stage,
        String verb,
        String resource,
        String namespace,
        String name,
        String user,
        String userAgent,
        int code,
        boolean dryRun,
        Instant received,
        Instant answered) {

    static AuditEvent of(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new AuditEvent(
                event.path("stage").asText(),
                event.path("verb").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("user").path("username").asText(),
                event.path("userAgent").asText(),
                event.path("responseStatus").path("code").asInt(),
                event.path("requestURI").asText().contains("dryRun=All"),
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                Instant.parse(event.path("stageTimestamp").asText()));
    }

    /** Whether it would have changed something. */
    public boolean isWrite() {
        return switch (verb) {
            case "create", "update", "patch", "delete", "deletecollection" -> true;
            default -> false;
        };
    }
}
