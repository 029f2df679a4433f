package com.dotscience.deployer.gateway;

import com.dotscience.deployer.retry.Backoff;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the Gateway is dialled again. */
final class RetryPause {

    private final Duration refused;
    private final Backoff backoff;
    private int failures;

    /** @param random from 0 (inclusive) to 1 (exclusive) */
    RetryPause(GatewayOptions.Timing timing, DoubleSupplier random) {
        this.refused = timing.refusedRetry();
        this.backoff = new Backoff(timing.firstRetry(), timing.longestRetry(), random);
    }

    /**
     * The pause after a connection was lost, or could not be made.
     *
     * @param lasted how long it had been there. Only one that held starts over with a short pause: a Gateway that takes
     *     connections just to drop them must not be hammered.
     */
    Duration afterLoss(Duration lasted) {
        failures = lasted.compareTo(backoff.longest()) >= 0 ? 1 : failures + 1;
        return backoff.afterFailures(failures);
    }

    /** The pause after the token was refused: somebody has to do something first. */
    Duration afterRefusal() {
        return refused;
    }
}
