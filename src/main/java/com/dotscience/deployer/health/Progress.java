package com.dotscience.deployer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a worker has had work and has got none of it done, as far as somebody looked. Only two looks that both see the
 * same work undone make a time: in between the queue may have been empty.
 */
final class Progress {

    private long done;
    private Instant undoneSince;

    /**
     * A look at the worker.
     *
     * @param waiting how much waits for it
     * @param doneSoFar how much it has done so far
     * @return for how long it has got nothing done
     */
    synchronized Duration look(int waiting, long doneSoFar, Instant now) {
        if (waiting == 0) {
            undoneSince = null;
        } else if (undoneSince == null || doneSoFar != done) {
            undoneSince = now;
        }
        done = doneSoFar;
        return undoneSince == null ? Duration.ZERO : Duration.between(undoneSince, now);
    }
}
