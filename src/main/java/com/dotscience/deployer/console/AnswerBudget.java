package com.dotscience.deployer.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the answer to one call may cost, however many requests are in the call: so many bytes and so long. The requests that
 * find nothing left of either are refused, each by itself.
 */
final class AnswerBudget {

    /** How much one answer may take, in bytes. The longest that Hawtio asks for, a list of all MBeans, has half a million. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final long end;
    private int left = MOST_BYTES;

    AnswerBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + LONGEST.toNanos();
    }

    /** Takes an answer's bytes off what is left, if there are so many left. */
    boolean covers(String answer) {
        int bytes = answer.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** @throws IllegalStateException if the time is over, with what to do about it */
    void mustHaveTime() {
        if (nanoTime.getAsLong() - end > 0) {
            throw new IllegalStateException(
                    "The answer took longer than " + LONGEST.toSeconds() + " s: ask for less at a time");
        }
    }
}
