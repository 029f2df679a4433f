package com.dotscience.deployer.apply;

import java.time.Duration;

/**
 * A listener that is called with every outcome, whatever route it came by. It runs on the thread of the change, so it
 * must not block.
 */
@FunctionalInterface
public interface OutcomeListener {

    /** @param lasted the time from the plan of the change to the API server's answer */
    void completed(Outcome outcome, Duration lasted);
}
