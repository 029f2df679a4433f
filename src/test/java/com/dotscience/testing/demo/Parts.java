package com.dotscience.testing.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far, to be closed in the opposite order, also while the rest is still starting. */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
        } else {
            parts.push(part);
        }
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // The others have to be closed all the same.
            System.err.println("Closing " + part.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
