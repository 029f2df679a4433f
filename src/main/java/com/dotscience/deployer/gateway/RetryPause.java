package com.dotscience.deployer.gateway;

import com.dotscience.deployer.retry.Backoff;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Computes how long to wait before the Gateway is dialled again, so that many deployers do not dial a restarted Gateway
 * at once.
 */
final class RetryPause {

    private final Duration refused;
    private final Backoff backoff;
    private int failures;

    /** @param random gives numbers from 0 (inclusive) to 1 (exclusive) */
    RetryPause(GatewayOptions.Timing timing, DoubleSupplier random) {
        this.refused = timing.refusedRetry();
        this.backoff = new Backoff(timing.firstRetry(), timing.longestRetry(), random);
    }

    /**
     * Returns the pause after a connection was lost, or could not be made.
     *
     * @param lasted how long the connection lasted. Only one that lasted long starts over with a short pause, so that a
     *     Gateway that accepts connections and drops them at once is not dialled too often.
     */
    Duration afterLoss(Duration lasted) {
        failures = lasted.compareTo(backoff.longest()) >= 0 ? 1 : failures + 1;
        return backoff.afterFailures(failures);
    }

    /** Returns the pause after the token was refused. It is long, because a person has to act first. */
    Duration afterRefusal() {
        return refused;
    }
}
