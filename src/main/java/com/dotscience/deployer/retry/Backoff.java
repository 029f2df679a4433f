package com.dotscience.deployer.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * An exponential back-off with jitter. Each failure in a row doubles the wait, so that a lasting fault costs little,
 * and a random part keeps those that failed together from coming back together.
 *
 * @param first the longest wait after the first failure
 * @param longest the longest wait after any number of failures
 * @param random gives numbers from 0 (inclusive) to 1 (exclusive); the wait is between half of the computed one and all
 *     of it
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {

    /**
     * Returns how long to wait.
     *
     * @param failures the number of failures in a row, from 1 up
     */
    public Duration afterFailures(int failures) {
        // The first wait times 2^30 is longer than any longest wait, and a larger factor would overflow.
        long doubled = first.toMillis() << Math.min(failures - 1, 30);
        long whole = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(whole / 2 + (long) (random.getAsDouble() * (whole - whole / 2)));
    }

    /** Returns the same back-off with a longest wait that is no longer than this. */
    public Backoff atMost(Duration shorter) {
        return new Backoff(first, shorter.compareTo(longest) < 0 ? shorter : longest, random);
    }
}
