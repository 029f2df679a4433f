package com.dotscience.testing.bench;

import com.dotscience.testing.bench.meter.Meter;

/** Somebody who brings a fleet into the cluster, in processes of its own which have done nothing before. */
interface Contestant extends AutoCloseable {

    Meter meter();

    /** Whether this is something it does. */
    boolean does(Phase phase);

    /**
     * Gets to know what is to be done, which nobody is measured by.
     *
     * @param wanted as it is to be afterwards; what is to be deleted, for that
     * @return what tells it to begin; may return before the writes are made
     */
    Runnable prepare(Phase phase, Fleet wanted);

    /** Ends its processes. */
    @Override
    void close();
}
