package com.dotscience.modelproxy.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Pure
class ProcessLogTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-26T15:00:00Z"));
    private final ProcessLog log = new ProcessLog(new PrintStream(written, true, UTF_8), clock);

    @Test
    void aMinuteHasNoMoreThanThirtyLinesAndTheRestIsCounted() {
        for (int i = 0; i < 100; i++) {
            log.info("line " + i);
        }
        assertThat(written.toString(UTF_8).lines()).hasSize(30);
        clock.pass(Duration.ofSeconds(60));
        log.info("later");
        assertThat(written.toString(UTF_8).lines().skip(30).map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactly("70 more lines of the last minute were left out", "later");
    }

    @Test
    void aLineIsOneLine() {
        log.info("a\r\nb\u001b[31m");
        assertThat(written.toString(UTF_8)).isEqualTo(clock.instant() + " a  b [31m\n");
    }
}
