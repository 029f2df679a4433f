package com.dotscience.system.perturbation;

import com.dotscience.testing.Admission;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicReference;

/** Ends a deployer while the API server works on one of its writes: it asks for its admission, and gets the answer when the deployer is dead. */
final class RandomDeath implements Admission {

    private final AtomicReference<Runnable> armed = new AtomicReference<>();
    private volatile int spared;

    /** It strikes at the next write but so many. */
    void arm(Runnable kill, int writes) {
        spared = writes;
        armed.set(kill);
    }

    @Override
    public void review(String by, String operation, ObjectNode object) {
        if (!by.endsWith(":" + Arena.USER) || armed.get() == null) {
            return;
        }
        if (spared > 0) {
            spared--;
            return;
        }
        Runnable kill = armed.getAndSet(null);
        if (kill != null) {
            kill.run();
        }
    }
}
