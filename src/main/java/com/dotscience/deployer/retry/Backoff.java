package com.dotscience.deployer.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off with jitter: each failure in a row doubles the wait, and a random part keeps those that failed
 * together from coming back together.
 *
 * @param first the longest wait after the first failure
 * @param longest no wait is longer
 * @param random from 0 (inclusive) to 1 (exclusive); the wait is between half of the computed one and all of it
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {

    /**
     * How long to wait.
     *
     * @param failures how often it failed in a row, from 1 up
     */
    public Duration afterFailures(int failures) {
        // 2^30 first waits are beyond any longest wait; more would overflow
        long doubled = first.toMillis() << Math.min(failures - 1, 30);
        long whole = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(whole / 2 + (long) (random.getAsDouble() * (whole - whole / 2)));
    }

    /** The same with a shorter longest wait. */
    public Backoff atMost(Duration shorter) {
        return new Backoff(first, shorter.compareTo(longest) < 0 ? shorter : longest, random);
    }
}
