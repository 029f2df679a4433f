package com.dotscience.fuzz;

import java.util.Optional;

/** What the fuzzer runs: a target, with its planted fault if it is to have that. What it finds of either ends it at once. */
final class FuzzedTarget {

    /** Begins what is said of a planted fault at the end. */
    static final String FOUND = "The planted fault was found";

    private final Planted target;
    private final boolean isPlanted;
    private final long start = System.nanoTime();
    private long inputs;

    /** @param isPlanted whether it has its fault */
    FuzzedTarget(Planted target, boolean isPlanted) {
        this.target = target;
        this.isPlanted = isPlanted;
    }

    void take(byte[] input) throws Exception {
        inputs++;
        if (!isPlanted) {
            target.sound().keptFor(input);
            return;
        }
        Optional<Throwable> shown = target.shownBy(input);
        if (shown.isPresent()) {
            throw new AssertionError(
                    "%s with input %d after %d ms".formatted(FOUND, inputs, (System.nanoTime() - start) / 1_000_000),
                    shown.get());
        }
    }
}
