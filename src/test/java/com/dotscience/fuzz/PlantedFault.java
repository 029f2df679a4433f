package com.dotscience.fuzz;

/** A parser with a fault of a kind that parsers have. It is planted behind a target, and the fuzzer has to find it. */
@FunctionalInterface
interface PlantedFault {

    /**
     * Reads an input of which the target made something.
     *
     * @return the size of what it made of it
     */
    long readOn(byte[] input) throws Exception;
}
