package com.dotscience.deployer.memory;

/**
 * How much memory is in use of how much there may be.
 *
 * @param what is limited, for people
 * @param used in bytes
 * @param limit in bytes, above 0
 */
public record MemoryUse(String what, long used, long limit) {

    private static final long MEBIBYTE = 1 << 20;

    double share() {
        return (double) used / limit;
    }

    /** Says how much is in use, in words such as {@code 350 MiB of the 384 MiB that its container may take}. */
    @Override
    public String toString() {
        return used / MEBIBYTE + " MiB of the " + limit / MEBIBYTE + " MiB " + what;
    }
}
