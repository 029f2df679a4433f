package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.memory.MemoryBudget;

/**
 * What the heads of all requests that are being read or answered may hold together, beyond what each has for itself: whoever
 * sends many large ones slowly is to find an end before the memory does.
 */
final class HeadBudget {

    /** What a line costs in memory besides its bytes: the objects that hold it. */
    static final int OF_A_LINE = 160;

    private static final int OF_EACH = 4 * 1024;

    private final MemoryBudget memory;

    HeadBudget(int bytes) {
        this.memory = new MemoryBudget(bytes);
    }

    /** One head's share. */
    Share share() {
        return new Share();
    }

    /** To be used on one event loop. */
    final class Share {
        private int reserved;

        /** Takes what a head of this size needs; false if that is no longer there. */
        boolean grow(int size) {
            int more = size - OF_EACH - reserved;
            if (more <= 0) {
                return true;
            }
            if (!memory.tryReserve(more)) {
                return false;
            }
            reserved += more;
            return true;
        }

        /** Gives all of it back. */
        void release() {
            memory.release(reserved);
            reserved = 0;
        }
    }

    /** That there is no room for one more large head. */
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("too many large heads at once", null, false, false);
        }
    }
}
