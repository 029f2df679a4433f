package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class TimestampedLineTest {

    private static final Optional<Instant> AT = Optional.of(Instant.parse("2026-01-02T03:04:05.000000001Z"));

    @Test
    void theStampIsTakenOffAndTheRestIsAsItWasWritten() {
        assertThat(TimestampedLine.of("2026-01-02T03:04:05.000000001Z  two spaces "))
                .isEqualTo(new TimestampedLine(AT, " two spaces "));
        assertThat(TimestampedLine.of("2026-01-02T04:04:05.000000001+01:00 x")).isEqualTo(new TimestampedLine(AT, "x"));
    }

    @Test
    void anEmptyLineHasAStampOnly() {
        assertThat(TimestampedLine.of("2026-01-02T03:04:05.000000001Z")).isEqualTo(new TimestampedLine(AT, ""));
        assertThat(TimestampedLine.of("2026-01-02T03:04:05.000000001Z ")).isEqualTo(new TimestampedLine(AT, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no stamp", "2026-01-02 03:04:05 its own stamp", "2026-13-02T03:04:05Z x"})
    void whatHasNoStampIsTheTextAsItIs(String line) {
        assertThat(TimestampedLine.of(line)).isEqualTo(new TimestampedLine(Optional.empty(), line));
    }
}
