package com.dotscience.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class LatenciesTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final Latencies latencies = new Latencies();

    @Test
    void aChangeIsWrittenByTheFirstWriteThatWasSentAfterIt() {
        latencies.changed("deployments/ds-cats-1", at(1_000));
        latencies.written("deployments/ds-cats-1", at(900), at(1_100));
        latencies.written("services/ds-cats-1", at(1_100), at(1_150));
        latencies.written("deployments/ds-cats-1", at(1_200), at(1_300));
        latencies.written("deployments/ds-cats-1", at(1_400), at(1_500));

        assertThat(latencies.p99(NOON, at(2_000))).isEqualTo(300);
        assertThat(latencies.text(NOON, at(2_000)))
                .isEqualTo("1 changes, written after 300 ms (p50), 300 ms (p99), 0 not yet");
    }

    @Test
    void changesCountWhenTheyAreMade() {
        latencies.changed("deployments/ds-cats-1", at(0));
        latencies.changed("deployments/ds-dogs-1", at(1_000));
        latencies.written("deployments/ds-cats-1", at(10), at(100));
        latencies.written("deployments/ds-dogs-1", at(1_010), at(1_050));

        assertThat(latencies.p99(NOON, at(1_000))).isEqualTo(100);
        assertThat(latencies.p99(at(1_000), at(2_000))).isEqualTo(50);
    }

    @Test
    void whatStillWaitsIsSaid() {
        latencies.changed("deployments/ds-cats-1", at(0));

        assertThat(latencies.text(NOON, at(1_000))).isEqualTo("1 changes, none of them written yet");
    }

    @Test
    void whatWaitsWhenAllIsAsWantedWasOvertaken() {
        latencies.changed("deployments/ds-cats-1", at(0));
        latencies.settled();
        latencies.written("deployments/ds-cats-1", at(5_000), at(6_000));

        assertThat(latencies.overtaken()).isEqualTo(1);
        assertThat(latencies.text(NOON, at(1_000))).isEqualTo("0 changes, none of them written yet");
    }

    @Test
    void moreThanTwiceTheFirstAndAQuarterOfASecondIsAClimb() {
        assertThat(Latencies.climb(List.of(100.0, 900.0, 450.0))).isFalse();
        assertThat(Latencies.climb(List.of(100.0, 100.0, 451.0))).isTrue();
    }

    private static Instant at(int millis) {
        return NOON.plusMillis(millis);
    }
}
