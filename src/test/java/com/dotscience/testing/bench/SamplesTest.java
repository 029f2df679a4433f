package com.dotscience.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Pure
class SamplesTest {

    @Test
    void percentilesAreSamplesOfTheNearestRank() {
        Samples samples = new Samples();
        IntStream.of(30, 10, 20, 50, 40).mapToObj(Duration::ofMillis).forEach(samples::add);

        assertThat(samples.medianMillis()).isEqualTo(30);
        assertThat(samples.percentileMillis(95)).isEqualTo(50);
        assertThat(samples.percentileMillis(20)).isEqualTo(10);
    }
}
