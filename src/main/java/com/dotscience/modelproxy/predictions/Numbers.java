package com.dotscience.modelproxy.predictions;

/** Receives the numbers of an array one by one. */
@FunctionalInterface
interface Numbers {

    /** @param whole whether it is written as an integer, without a point or an exponent */
    void number(double value, boolean whole);

    /** Whether only the highest number is needed, so that {@link #fractions} may report many at once. */
    default boolean wantsHighestAlone() {
        return false;
    }

    /**
     * Receives fractions at once, none of which is an integer.
     *
     * @param winner the index of the highest from 0; the first of several that are equal
     */
    default void fractions(int count, int winner, double highest) {
        throw new IllegalStateException("each number was asked for");
    }
}
