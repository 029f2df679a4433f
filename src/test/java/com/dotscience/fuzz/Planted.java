package com.dotscience.fuzz;

import java.util.Optional;

/**
 * A target with a fault planted behind it, to see whether a fuzzer is awake: what it would find of the target itself, it finds here too.
 *
 * @param sound the target without the fault
 */
record Planted(Promises sound, PlantedFault fault) {

    /**
     * Fails with the promise that the target breaks.
     *
     * @return how the planted fault shows; empty if it does not
     */
    Optional<Throwable> shownBy(byte[] input) throws Exception {
        Outcome outcome = sound.keptFor(input);
        if (outcome.size() == 0) {
            return Optional.empty();
        }
        try {
            long size = fault.readOn(input);
            return size > sound.bounds().size(input.length)
                    ? Optional.of(
                            new AssertionError("growth: %d was made of an input of %d".formatted(size, input.length)))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
