package com.dotscience.deployer.calls;

import java.time.Duration;

/**
 * Tells from when somebody was heard whether to ask for a sign of life, and when to give up. It knows no clock: all times are of a steady
 * clock's nanoseconds, which the caller gives.
 */
final class Silence {

    /** What is to be done now. */
    enum Verdict {
        /** Nothing: it was heard, or may still answer. */
        WAIT,
        /** To ask for a sign of life. */
        ASK,
        /** It is gone. */
        GIVE_UP
    }

    private static final long QUIET = Duration.ofSeconds(10).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private long since;
    private boolean asked;
    private boolean answers;

    /** @param now when the first sign of life was asked for */
    Silence(long now) {
        since = now;
        asked = true;
    }

    /** Notes that something came. */
    void heard(long now) {
        since = now;
        asked = false;
    }

    /** Notes that a sign of life came which was asked for: from now on it is a bad sign if none does. */
    void answered(long now) {
        answers = true;
        heard(now);
    }

    /** Decides what to do. Somebody who has never answered is asked again and again, since not everybody does. */
    Verdict verdict(long now) {
        if (now < due()) {
            return Verdict.WAIT;
        }
        if (asked && answers) {
            return Verdict.GIVE_UP;
        }
        since = now;
        asked = true;
        return Verdict.ASK;
    }

    /** Returns when to decide again, if nothing comes meanwhile. */
    long due() {
        return since + (asked ? PATIENCE : QUIET);
    }
}
