package com.dotscience.deployer.leader;

import java.time.Duration;

/**
 * Decides when one that leads and does not hear what is wanted gives another the chance to lead that may hear it. It does so once for each
 * time that it loses the Gateway: where nobody hears it, as while the Gateway is away, the Lease changes hands no further.
 */
final class MakingWay {

    /** Of a connection that is lost, most come back by then. One that was lost for its silence has been silent for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Duration silence = Duration.ZERO;
    private boolean done;

    /** Notes for how long nothing has come from the Gateway; zero while there is a connection. */
    void heardNothingFor(Duration latest) {
        silence = latest;
        done = done && forOthers();
    }

    /** Returns whether others go first where nobody leads. */
    boolean forOthers() {
        return !silence.isZero();
    }

    /** Returns whether it is time to give the Lease back. */
    boolean isDue() {
        return !done && silence.compareTo(PATIENCE) >= 0;
    }

    /** Notes that the Lease was given back. */
    void done() {
        done = true;
    }
}
