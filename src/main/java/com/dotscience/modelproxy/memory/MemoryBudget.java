package com.dotscience.modelproxy.memory;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that several holders share. It may be used from any thread. */
public final class MemoryBudget {

    private final AtomicLong available;

    /** @param bytes that may be reserved at once, by all holders together */
    public MemoryBudget(long bytes) {
        available = new AtomicLong(bytes);
    }

    /** Reserves memory; false if so much is not available, and then nothing is reserved. */
    public boolean tryReserve(long bytes) {
        if (available.addAndGet(-bytes) >= 0) {
            return true;
        }
        available.addAndGet(bytes);
        return false;
    }

    /** Makes reserved memory available again. */
    public void release(long bytes) {
        available.addAndGet(bytes);
    }
}
