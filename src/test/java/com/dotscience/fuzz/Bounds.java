package com.dotscience.fuzz;

/**
 * How much may be made of an input.
 *
 * @param base what may be made of an empty input, in bytes or characters
 * @param times how much more for each byte of the input
 * @param baseAllocated bytes that may be allocated for an empty input
 * @param timesAllocated how many more for each byte of the input
 */
public record Bounds(long base, long times, long baseAllocated, long timesAllocated) {

    long size(int input) {
        return base + times * input;
    }

    long allocated(int input) {
        return baseAllocated + timesAllocated * input;
    }
}
