package com.dotscience.deployer.leader;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Decides when one that leads and does not hear what is wanted gives another the chance to lead that may hear it. It does so once for each
 * time that it loses the Gateway: where nobody hears it, as while the Gateway is away, the Lease changes hands no further.
 */
final class MakingWay {

    /** Of a connection that is lost, most come back by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OptionalLong unheardSince = OptionalLong.empty();
    private boolean done;

    /**
     * Notes whether the Gateway is heard.
     *
     * @param now of a steady clock, in nanoseconds
     */
    void heard(boolean isHeard, long now) {
        if (isHeard) {
            unheardSince = OptionalLong.empty();
            done = false;
        } else if (unheardSince.isEmpty()) {
            unheardSince = OptionalLong.of(now);
        }
    }

    /** Returns whether others go first where nobody leads. */
    boolean forOthers() {
        return unheardSince.isPresent();
    }

    /** Returns whether it is time to give the Lease back. */
    boolean isDue(long now) {
        return !done && unheardSince.isPresent() && now - unheardSince.getAsLong() >= PATIENCE.toNanos();
    }

    /** Notes that the Lease was given back. */
    void done() {
        done = true;
    }
}
