package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Pure
class RetryPauseTest {

    private static final Duration NEVER_UP = Duration.ZERO;

    @Test
    void thePausesGrowFromHalfASecondToTenSeconds() {
        assertThat(millis(new RetryPause(GatewayOptions.Timing.standard(), () -> 0.0), 6))
                .containsExactly(500L, 1000L, 2000L, 4000L, 5000L, 5000L);
        assertThat(millis(new RetryPause(GatewayOptions.Timing.standard(), () -> 1.0), 6))
                .containsExactly(1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
    }

    @Test
    void onlyAConnectionThatHeldStartsOver() {
        RetryPause retry = new RetryPause(GatewayOptions.Timing.standard(), () -> 1.0);
        millis(retry, 3);

        assertThat(retry.afterLoss(Duration.ofMillis(9_999))).hasMillis(8000);
        assertThat(retry.afterLoss(Duration.ofSeconds(10))).hasMillis(1000);
        assertThat(retry.afterLoss(NEVER_UP)).hasMillis(2000);
    }

    @Test
    void aRefusedTokenIsTriedAgainSlowly() {
        assertThat(new RetryPause(GatewayOptions.Timing.standard(), () -> 0.0).afterRefusal())
                .hasSeconds(30);
    }

    private static List<Long> millis(RetryPause retry, int times) {
        return Stream.generate(() -> retry.afterLoss(NEVER_UP).toMillis())
                .limit(times)
                .toList();
    }
}
