package com.dotscience.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the API server wrote down of every call, oldest first. A call may appear a moment after its answer arrived: wait
 * for what must be there. It covers everybody, so filter by user, user agent or namespace.
 */
public final class AuditLog {

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** All calls since the control plane's start. */
    public List<AuditEvent> events() {
        // Split before decoding: the API server may be in the middle of the last line, or of a character.
        String text = new String(read(), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(this::parse)
                .toList();
    }

    /** Those that came in at or after this moment (of this machine's clock, which the API server shares). */
    public List<AuditEvent> since(Instant start) {
        return events().stream().filter(e -> !e.received().isBefore(start)).toList();
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuditEvent parse(String line) {
        try {
            return AuditEvent.of(json.readTree(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
