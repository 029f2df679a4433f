package com.dotscience.gateway.registry;

/**
 * How the program that makes a call agrees with others of its token which of them writes.
 *
 * @param lease the uid of its Lease, or another word that no Lease has; empty if it writes without asking anybody
 * @param standsBy whether another one writes in its place
 */
public record LeaseClaim(String lease, boolean standsBy) {

    /** It takes part in a Lease, and does not know yet in which. */
    static final String UNKNOWN = "unknown";

    /** It never writes. */
    static final String IDLE = "idle";

    /** That of a program that knows of no Lease. */
    public static final LeaseClaim NONE = new LeaseClaim("", false);

    /** Returns whether it writes without asking anybody. */
    public boolean writesWithoutLease() {
        return lease.isEmpty();
    }

    /** Returns whether what it says of its cluster stands for all programs of its token. */
    public boolean speaksForAll() {
        return !standsBy && !lease.equals(IDLE);
    }
}
