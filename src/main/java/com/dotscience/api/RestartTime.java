package com.dotscience.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When somebody asked for pods to be restarted: a time as RFC 3339 writes it, such as 2026-11-27T06:00:00Z. */
public final class RestartTime {

    /** The annotation of a pod template whose change makes a Deployment replace its pods. {@code kubectl rollout restart} writes it. */
    public static final String ANNOTATION = "kubectl.kubernetes.io/restartedAt";

    private RestartTime() {}

    /** Returns the time; empty if the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            // kubectl writes the offset of the time zone that it runs in.
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
