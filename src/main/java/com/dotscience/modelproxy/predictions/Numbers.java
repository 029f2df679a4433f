package com.dotscience.modelproxy.predictions;

/** Takes the numbers of an array one by one. */
@FunctionalInterface
interface Numbers {

    /** @param whole whether it is written as an integer, without a point or an exponent */
    void number(double value, boolean whole);

    /**
     * Who asks for the highest alone need not be told of every fraction.
     *
     * @return fractions that are lower than this are passed over; 0 if none are
     */
    default double highest() {
        return 0;
    }

    /** So many fractions came that are lower than {@link #highest}. */
    default void lower(int fractions) {
        throw new IllegalStateException("none is lower than 0");
    }
}
