package com.dotscience.deployer.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds what the answer to one call may cost, in bytes and in time, however many requests the call has. A request that finds
 * nothing left of either is refused alone; those before it keep their answers.
 */
final class AnswerBudget {

    /** The most bytes of one answer. The longest that Hawtio asks for, a list of all MBeans, has half a million. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final long end;
    private int left = MOST_BYTES;

    AnswerBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + LONGEST.toNanos();
    }

    /** Takes an answer's bytes off what is left, and returns true if so many are left; takes nothing off otherwise. */
    boolean tryConsume(String answer) {
        int bytes = answer.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** @throws IllegalStateException if the time is over; the message says what to do about it */
    void mustHaveTime() {
        if (nanoTime.getAsLong() - end > 0) {
            throw new IllegalStateException(
                    "The answer took longer than " + LONGEST.toSeconds() + " s: ask for less at a time");
        }
    }
}
