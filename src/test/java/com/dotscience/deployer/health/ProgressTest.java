package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Pure
class ProgressTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final Progress progress = new Progress();

    @Test
    void workThatWaitsAndIsNotDoneAddsUp() {
        assertThat(progress.observe(3, 10, START)).isZero();
        assertThat(progress.observe(4, 10, START.plusSeconds(70))).isEqualTo(Duration.ofSeconds(70));
        assertThat(progress.observe(5, 10, START.plusSeconds(130))).isEqualTo(Duration.ofSeconds(130));
    }

    @Test
    void workThatIsDoneStartsItAnew() {
        progress.observe(3, 10, START);

        assertThat(progress.observe(300, 11, START.plusSeconds(130))).isZero();
        assertThat(progress.observe(300, 11, START.plusSeconds(140))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anEmptyQueueIsNoStandstillHoweverLongNobodyLooked() {
        progress.observe(0, 10, START);

        assertThat(progress.observe(1, 10, START.plusSeconds(3600))).isZero();
        assertThat(progress.observe(0, 10, START.plusSeconds(7200))).isZero();
        assertThat(progress.observe(1, 10, START.plusSeconds(10800))).isZero();
    }
}
