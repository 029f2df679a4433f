package com.dotscience.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Pure
class LogLineTest {

    @Test
    void warningsAndErrorsAreRead() {
        assertThat(LogLine.troubles(Stream.of(
                        "2026-01-02T12:00:00.123Z INFO  Outcomes [cats-1] - CREATE: it is wanted",
                        "2026-01-02T12:00:01.123Z WARN  Outcomes [cats-1] - CREATE Service failed - why",
                        "2026-01-02T14:00:02.123+02:00 ERROR Link - No access")))
                .containsExactly(
                        new LogLine(
                                Instant.parse("2026-01-02T12:00:01.123Z"),
                                "WARN",
                                "Outcomes",
                                "CREATE Service failed - why"),
                        new LogLine(Instant.parse("2026-01-02T12:00:02.123Z"), "ERROR", "Link", "No access"));
    }

    @Test
    void aStackTraceBelongsToItsComplaint() {
        assertThat(LogLine.troubles(Stream.of(
                        "2026-01-02T12:00:00Z ERROR Routes - Broken",
                        "java.lang.IllegalStateException: why",
                        "\tat a.B.c(B.java:1)")))
                .singleElement()
                .extracting(LogLine::message)
                .isEqualTo("Broken\njava.lang.IllegalStateException: why\n\tat a.B.c(B.java:1)");
    }

    @Test
    void whatNoLoggerWroteIsAnError() {
        assertThat(LogLine.troubles(Stream.of(
                        "2026-01-02T12:00:00Z INFO  Routes - Running",
                        "Terminating due to java.lang.OutOfMemoryError: Java heap space")))
                .containsExactly(new LogLine(
                        Instant.parse("2026-01-02T12:00:00Z"),
                        "ERROR",
                        "",
                        "Terminating due to java.lang.OutOfMemoryError: Java heap space"));
    }
}
