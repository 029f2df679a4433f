package com.dotscience.system.soak;

import com.dotscience.testing.perturbation.Perturbation;
import com.dotscience.testing.perturbation.Watch;
import java.util.HashSet;
import java.util.Set;

/** Withholds the next event of each kind of object, and has its watch expire in place of it: all has to be listed again. */
final class ExpiredWatches implements Perturbation {

    private final Set<String> expired = new HashSet<>();

    @Override
    public synchronized void happened(Watch watch, String event) {
        if (expired.add(watch.call().resource())) {
            watch.expire();
        } else {
            watch.pass(event);
        }
    }

    /** How many watches expired. */
    synchronized int struck() {
        return expired.size();
    }
}
