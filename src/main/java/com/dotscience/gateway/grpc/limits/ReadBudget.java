package com.dotscience.gateway.grpc.limits;

import java.util.function.LongSupplier;

/** Limits how many bytes are read from one connection, or from all connections of one caller together. */
final class ReadBudget {
    /** A token and a first call fit into this, and nothing more is needed before the caller is known. */
    private static final int ANONYMOUS_CAPACITY = 32 << 10;

    private static final int ANONYMOUS_PER_SECOND = 8 << 10;

    /** A full report of 10,000 model deployments fits into this, and so do log lines as fast as anyone reads them. */
    private static final int CALLER_CAPACITY = 8 << 20;

    private static final int CALLER_PER_SECOND = 4 << 20;

    private final TokenBucket bytes;

    private ReadBudget(int capacity, int refillPerSecond, LongSupplier nanoTime) {
        bytes = new TokenBucket(capacity, refillPerSecond, nanoTime);
    }

    /** Returns the budget of a connection whose caller is not known yet. */
    static ReadBudget ofAnonymous(LongSupplier nanoTime) {
        return new ReadBudget(ANONYMOUS_CAPACITY, ANONYMOUS_PER_SECOND, nanoTime);
    }

    /** Returns the budget of a caller that showed its token. */
    static ReadBudget ofACaller(LongSupplier nanoTime) {
        return new ReadBudget(CALLER_CAPACITY, CALLER_PER_SECOND, nanoTime);
    }

    /**
     * Notes that this many bytes were read.
     *
     * @return how many nanoseconds to wait before reading more; 0 to go on at once
     */
    synchronized long read(int size) {
        bytes.consume(size);
        return bytes.delay(0);
    }
}
