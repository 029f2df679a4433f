package com.dotscience.testing.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class SpreadTest {

    @Test
    void anEvenNumberHasItsMedianBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(4, 1, 3)).isEqualTo(new Spread(3, 1, 4));
        assertThat(Spread.of(4, 1, 2, 8)).isEqualTo(new Spread(3, 1, 8));
    }

    @Test
    void ratiosAreThoseOfPairsAndNotOfMedians() {
        // A slow moment of the machine, in the second pair, doubles both.
        assertThat(Spread.ofRatios(List.of(3.0, 8.0, 6.0), List.of(2.0, 4.0, 2.0), number -> number))
                .isEqualTo(new Spread(2, 1.5, 3));
    }

    @Test
    void whatHasNoPartnerMakesNoRatio() {
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0), number -> number))
                .hasMessage("2 and 1 figures make no pairs");
    }

    @Test
    void percentilesAreNumbersOfTheNearestRank() {
        List<Double> numbers = List.of(30.0, 10.0, 20.0, 50.0, 40.0);

        assertThat(Spread.percentile(50, numbers)).isEqualTo(30);
        assertThat(Spread.percentile(99, numbers)).isEqualTo(50);
        assertThat(Spread.percentile(20, numbers)).isEqualTo(10);
    }

    @Test
    void itIsPrintedWithWhatItLiesBetween() {
        assertThat(Spread.of(1.25, 1, 2).text(1)).isEqualTo("1.3 (1.0–2.0)");
    }
}
