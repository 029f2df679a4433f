package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a deployer at one of its writes, which the API server has taken. */
final class Death implements Perturbation {

    /** Whether it has heard of it. */
    enum Moment {
        BEFORE_THE_ANSWER,
        AFTER_THE_ANSWER
    }

    private final String write;
    private final Moment moment;
    private final Runnable kill;
    private final Numbered numbered = new Numbered();
    private final AtomicInteger struck = new AtomicInteger();

    /** @param write with its number, as {@link Recorded#writes()} has it */
    Death(String write, Moment moment, Runnable kill) {
        this.write = write;
        this.moment = moment;
        this.kill = kill;
    }

    @Override
    public Fate answered(ApiCall call, ApiAnswer answer) {
        if (moment == Moment.BEFORE_THE_ANSWER && isIt(call, answer)) {
            strike();
            return Fate.HANG;
        }
        return Fate.PASS;
    }

    @Override
    public void heard(ApiCall call, ApiAnswer answer) {
        if (moment == Moment.AFTER_THE_ANSWER && isIt(call, answer)) {
            strike();
        }
    }

    private boolean isIt(ApiCall call, ApiAnswer answer) {
        return Write.isOne(call)
                && answer.isSuccess()
                && numbered.next(Write.key(call)).equals(write);
    }

    private void strike() {
        struck.incrementAndGet();
        kill.run();
    }

    /** How often it took effect. */
    int struck() {
        return struck.get();
    }
}
