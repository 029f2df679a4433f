package com.dotscience.deployer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** R7: exponential back-off with jitter, 1 s to 5 min. */
@Pure
class BackoffTest {

    private final Backoff longestWaits = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1.0);

    @Test
    void eachFailureDoublesTheWaitUpToTheLongest() {
        List<Long> seconds = IntStream.rangeClosed(1, 11)
                .mapToObj(longestWaits::afterFailures)
                .map(Duration::toSeconds)
                .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void jitterTakesUpToHalfOfTheWaitAway() {
        Backoff shortest = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.0);

        assertThat(shortest.afterFailures(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(shortest.afterFailures(20)).isEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void itNeverOverflows() {
        assertThat(longestWaits.afterFailures(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aShorterLongestWaitCapsIt() {
        assertThat(longestWaits.atMost(Duration.ofSeconds(10)).afterFailures(9)).isEqualTo(Duration.ofSeconds(10));
        assertThat(longestWaits.atMost(Duration.ofHours(1)).afterFailures(20)).isEqualTo(Duration.ofMinutes(5));
    }
}
