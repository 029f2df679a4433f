package com.dotscience.fuzz;

import java.time.Duration;
import java.util.Optional;

/**
 * What the fuzzer runs: a target, with its planted fault if it is to have that. What it finds of the target ends it at once. That it has
 * found what was planted is remembered, and ends it when it has looked for others for long enough.
 */
final class FuzzedTarget {

    /** Begins what is said of a planted fault at the end. */
    static final String FOUND = "The planted fault was found";

    private final Planted target;
    private final Optional<Duration> atLeast;
    private final long start = System.nanoTime();
    private long inputs;
    private String found = "";
    private Throwable shown;

    /** @param atLeast how long it is fuzzed whenever the planted fault is found; empty if none is planted */
    FuzzedTarget(Planted target, Optional<Duration> atLeast) {
        this.target = target;
        this.atLeast = atLeast;
    }

    void take(byte[] input) throws Exception {
        inputs++;
        if (atLeast.isEmpty() || shown != null) {
            target.sound().keptFor(input);
        } else {
            target.shownBy(input).ifPresent(this::remember);
        }
        if (shown != null && System.nanoTime() - start >= atLeast.orElseThrow().toNanos()) {
            throw new AssertionError("%s, %d inputs in all".formatted(found, inputs), shown);
        }
    }

    private void remember(Throwable fault) {
        shown = fault;
        found = "%s with input %d after %d ms".formatted(FOUND, inputs, (System.nanoTime() - start) / 1_000_000);
    }
}
