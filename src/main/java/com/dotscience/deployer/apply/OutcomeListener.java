package com.dotscience.deployer.apply;

import java.time.Duration;

/** Who is told of every outcome, whatever route it came by. Called on the thread of the change: must not block. */
@FunctionalInterface
public interface OutcomeListener {

    /** @param lasted from the plan of the change to the API server's answer */
    void completed(Outcome outcome, Duration lasted);
}
