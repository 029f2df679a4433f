package com.dotscience.modelproxy.predictions;

/** Takes the numbers of an array one by one. */
@FunctionalInterface
interface Numbers {

    /** @param whole whether it is written as an integer, without a point or an exponent */
    void number(double value, boolean whole);
}
