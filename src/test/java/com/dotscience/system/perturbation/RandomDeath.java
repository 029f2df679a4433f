package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a deployer while the API server works on one of its writes. */
final class RandomDeath implements Perturbation {

    /** The API server needs some milliseconds more for a write. */
    private static final Duration UNTIL_IT_IS_THERE = Duration.ofMillis(1);

    private final Runnable kill;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile int spared;

    RandomDeath(Runnable kill) {
        this.kill = kill;
    }

    /** It strikes at the next write but so many. */
    void arm(int writes) {
        spared = writes;
        armed.set(true);
    }

    @Override
    public Fate asked(ApiCall call) {
        if (!Write.isOne(call) || !armed.get()) {
            return Fate.PASS;
        }
        if (spared > 0) {
            spared--;
            return Fate.PASS;
        }
        armed.set(false);
        return passage -> {
            passage.pass();
            passage.later(UNTIL_IT_IS_THERE, kill);
        };
    }
}
