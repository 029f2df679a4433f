package com.dotscience.modelproxy.recording;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all that is being recorded or waits for the sink may take together, in bytes. */
final class Room {

    private final AtomicLong left;

    Room(long bytes) {
        left = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
