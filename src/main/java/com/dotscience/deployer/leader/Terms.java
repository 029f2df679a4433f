package com.dotscience.deployer.leader;

import java.time.Duration;

/**
 * How long what lasts.
 *
 * @param lease for so long after the last change of the Lease that they saw, the others leave it to its holder
 * @param leading for so long after its last renewal began, the holder believes that it leads; shorter than {@code lease}, so that it
 *     has stopped before another begins
 * @param retry how often the holder renews and the others look
 */
record Terms(Duration lease, Duration leading, Duration retry) {

    Terms {
        if (leading.compareTo(lease) >= 0 || retry.compareTo(leading) >= 0) {
            throw new IllegalArgumentException(
                    "A term is no longer than the next: " + retry + ", " + leading + ", " + lease);
        }
    }

    /** Those that Kubernetes' own controllers have: 15 s, 10 s and 2 s. */
    static Terms standard() {
        return new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}
