package com.dotscience.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

@Pure
class FootprintTest {

    private static final Footprint BEFORE = new Footprint(40, 100, 10, 50_000);

    @Test
    void whatComesAndGoesIsNoGrowth() {
        assertThat(new Footprint(44, 104, 14, 59_096).growth(BEFORE)).isEmpty();
    }

    @Test
    void whatGrowsIsNamed() {
        assertThat(new Footprint(45, 105, 15, 59_097).growth(BEFORE))
                .containsExactly(
                        "40 threads became 45",
                        "100 open files became 105",
                        "10 connections became 15",
                        "50000 KiB of heap became 59097");
    }

    @Test
    void whatShrinksIsNone() {
        assertThat(BEFORE.growth(new Footprint(50, 200, 20, 90_000))).isEmpty();
    }
}
