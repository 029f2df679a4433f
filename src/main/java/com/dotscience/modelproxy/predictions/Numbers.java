package com.dotscience.modelproxy.predictions;

/** Takes the numbers of an array one by one. */
@FunctionalInterface
interface Numbers {

    /** @param whole whether it is written as an integer, without a point or an exponent */
    void number(double value, boolean whole);

    /** Whether the highest alone is asked for, so that {@link #fractions} may tell of many at once. */
    default boolean wantsHighestAlone() {
        return false;
    }

    /**
     * Fractions came, none of them whole.
     *
     * @param winner which of them is the highest, from 0; the first of several
     */
    default void fractions(int count, int winner, double highest) {
        throw new IllegalStateException("each number was asked for");
    }
}
