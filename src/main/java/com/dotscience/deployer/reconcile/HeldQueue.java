package com.dotscience.deployer.reconcile;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * A queue for a {@code seda:} endpoint that can be held while one route takes another's place: for whoever takes from it, it
 * is empty then, so that a route that stops leaves what waits to its successor. Whoever adds to it notices nothing.
 */
public abstract class HeldQueue extends LinkedBlockingQueue<Exchange> {

    private static final long serialVersionUID = 1L;

    private static final long LOOK_AGAIN_MILLIS = 20;

    private volatile boolean held;

    HeldQueue(int capacity) {
        super(capacity);
    }

    /** From now on it seems empty. */
    public final void hold() {
        held = true;
    }

    public final void release() {
        held = false;
    }

    @Override
    public Exchange poll() {
        return held ? null : super.poll();
    }

    @Override
    public Exchange poll(long timeout, TimeUnit unit) throws InterruptedException {
        if (held) {
            TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_AGAIN_MILLIS, unit.toMillis(timeout)));
        }
        return held ? null : super.poll(timeout, unit);
    }

    @Override
    public int size() {
        return held ? 0 : super.size();
    }
}
