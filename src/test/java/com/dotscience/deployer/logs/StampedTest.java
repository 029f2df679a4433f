package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class StampedTest {

    private static final Optional<Instant> AT = Optional.of(Instant.parse("2026-01-02T03:04:05.000000001Z"));

    @Test
    void theStampIsTakenOffAndTheRestIsAsItWasWritten() {
        assertThat(Stamped.of("2026-01-02T03:04:05.000000001Z  two spaces "))
                .isEqualTo(new Stamped(AT, " two spaces "));
        assertThat(Stamped.of("2026-01-02T04:04:05.000000001+01:00 x")).isEqualTo(new Stamped(AT, "x"));
    }

    @Test
    void anEmptyLineHasAStampOnly() {
        assertThat(Stamped.of("2026-01-02T03:04:05.000000001Z")).isEqualTo(new Stamped(AT, ""));
        assertThat(Stamped.of("2026-01-02T03:04:05.000000001Z ")).isEqualTo(new Stamped(AT, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no stamp", "2026-01-02 03:04:05 its own stamp", "2026-13-02T03:04:05Z x"})
    void whatHasNoStampIsTheTextAsItIs(String line) {
        assertThat(Stamped.of(line)).isEqualTo(new Stamped(Optional.empty(), line));
    }
}
