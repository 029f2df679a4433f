package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.memory.MemoryBudget;

/**
 * The memory that the heads of all requests share, beyond the 4 KiB that each has for itself. It keeps a client that slowly sends
 * many large heads from filling the memory.
 */
final class HeadBudget {

    /** How many bytes the objects that hold a line take, besides the bytes of the line. */
    static final int LINE_OVERHEAD_BYTES = 160;

    private static final int FREE_BYTES = 4 * 1024;

    private final MemoryBudget memory;

    HeadBudget(int bytes) {
        this.memory = new MemoryBudget(bytes);
    }

    /** A share for one connection, which has one head at a time. */
    Share share() {
        return new Share();
    }

    /** What one head has reserved. It is used on one event loop only. */
    final class Share {
        private int reserved;

        /** Reserves what a head of this size needs; false if so much is not available. */
        boolean grow(int size) {
            int more = size - FREE_BYTES - reserved;
            if (more <= 0) {
                return true;
            }
            if (!memory.tryReserve(more)) {
                return false;
            }
            reserved += more;
            return true;
        }

        /** Releases all of it. */
        void release() {
            memory.release(reserved);
            reserved = 0;
        }
    }

    /** There is no memory for one more large head. */
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("too many large heads at once", null, false, false);
        }
    }
}
