package com.dotscience.deployer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final HandClock clock = new HandClock(NOW);
    private final RetryAfter retryAfter = new RetryAfter(Duration.ofMinutes(5), clock);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1                              | 1
                    007                            | 7
                    120                            | 120
                    301                            | 300
                    99999999999999999999999        | 300
                    Sun, 22 Nov 2026 12:01:30 GMT  | 90
                    Mon, 22 Nov 2027 12:01:30 GMT  | 300
                    """)
    void itHoldsForAsLongAsItSaysAndForNoLongerThanTheLongest(String header, int seconds) {
        retryAfter.received(header);

        assertThat(retryAfter.until()).contains(NOW.plusSeconds(seconds));
        clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(retryAfter.until()).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(retryAfter.until()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "1.5", "soon", "Sun, 22 Nov 2026 11:59:00 GMT", "2026-11-22T13:00:00Z"})
    void whatIsNeitherSecondsNorATimeToComeHoldsNothing(String header) {
        retryAfter.received(header);

        assertThat(retryAfter.until()).isEmpty();
    }

    @Test
    void whatWasAskedForBeforeHoldsAllTheSame() {
        retryAfter.received("60");
        clock.pass(Duration.ofSeconds(10));
        retryAfter.received("1");

        assertThat(retryAfter.until()).contains(NOW.plusSeconds(60));
    }
}
