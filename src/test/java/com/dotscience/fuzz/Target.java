package com.dotscience.fuzz;

/**
 * One way into a program, which takes whatever comes. It catches what the room declares as its refusals; anything else that it
 * throws is a crash. It makes the same of the same input, whatever it was given before.
 */
@FunctionalInterface
public interface Target {

    /**
     * Takes one input.
     *
     * @throws Exception if the program crashed
     * @throws AssertionError if it broke a promise of its own
     */
    Outcome take(byte[] input) throws Exception;
}
