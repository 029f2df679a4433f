package com.dotscience.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a target on inputs and fails where it breaks a promise: it does not crash, what it makes and what it allocates on the way stays
 * within a multiple of the input, and each refusal says why in words for people. That it does not hang is for the fuzzer to see, which
 * has a time limit for each input.
 *
 * @param bounds of what it may make and allocate
 */
record Promises(Target target, Bounds bounds) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The name of a class with its package, or a line of a stack trace: what only programmers can read. */
    private static final Pattern PROGRAMMERS_ONLY =
            Pattern.compile("\\b(java|com|io|org)(\\.\\w+)+\\.[A-Z]\\w*|\\tat |Exception:");

    private static final int LONGEST_REFUSAL = 8 * 1024;

    /** Fails with the promise that is broken; else what became of the input. */
    Outcome keptFor(byte[] input) throws Exception {
        long before = allocated();
        Outcome outcome = target.take(input);
        if (allocated() - before > bounds.allocated(input.length)) {
            // The first time classes may have been loaded.
            long again = allocated();
            target.take(input);
            long grown = allocated() - again;
            require(
                    grown <= bounds.allocated(input.length),
                    "growth: %d bytes were allocated for an input of %d".formatted(grown, input.length));
        }
        require(
                outcome.size() <= bounds.size(input.length),
                "growth: %d was made of an input of %d".formatted(outcome.size(), input.length));
        String said = new String(input, StandardCharsets.UTF_8);
        outcome.refusals().forEach(refusal -> saysWhy(refusal, said));
        return outcome;
    }

    /** @param said what the refusal may quote */
    private static void saysWhy(String refusal, String said) {
        require(refusal != null && !refusal.isBlank(), "a refusal says nothing");
        require(refusal.length() <= LONGEST_REFUSAL, "a refusal has " + refusal.length() + " characters");
        Matcher words = PROGRAMMERS_ONLY.matcher(refusal);
        while (words.find()) {
            require(said.contains(words.group()), "a refusal is for programmers: " + refusal);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
