package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the API server wrote down of every call, oldest first. A call may appear a moment after its answer arrived: wait
 * for what must be there. It covers everybody, so filter by user, user agent or namespace.
 */
public final class AuditLog {

    /** Has an API server write down who asked for what, and what it said. */
    static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: Metadata
            """;

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** All calls since the control plane's start. */
    public List<AuditEvent> events() {
        return new AuditTail(file, 0).next();
    }

    /** Those that came in at or after this moment (of this machine's clock, which the API server shares). */
    public List<AuditEvent> since(Instant start) {
        return events().stream().filter(e -> !e.received().isBefore(start)).toList();
    }

    /** For those who look often: the calls that are written down from now on. */
    public AuditTail tail() {
        try {
            return AuditTail.fromEnd(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
