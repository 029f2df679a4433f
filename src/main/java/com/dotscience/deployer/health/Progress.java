package com.dotscience.deployer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Measures for how long a worker has had work and has got none of it done. The time counts from one look at the worker to another
 * that both find work waiting and none done in between: nobody knows what was before the first.
 */
final class Progress {

    private long done;
    private Instant undoneSince;

    /**
     * Looks at the worker.
     *
     * @param waiting how much waits for it
     * @param doneSoFar how much it has done so far
     * @return for how long it has got nothing done
     */
    synchronized Duration observe(int waiting, long doneSoFar, Instant now) {
        if (waiting == 0) {
            undoneSince = null;
        } else if (undoneSince == null || doneSoFar != done) {
            undoneSince = now;
        }
        done = doneSoFar;
        return undoneSince == null ? Duration.ZERO : Duration.between(undoneSince, now);
    }
}
