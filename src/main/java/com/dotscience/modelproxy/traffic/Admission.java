package com.dotscience.modelproxy.traffic;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The place of one exchange among those that the worker lets be with the model at once. */
final class Admission {

    /**
     * How long a request with chunks waits for the first of them, so that a malformed chunk is seen before the model has seen
     * the head. A client that sends no chunk before it has a response loses only this.
     */
    private static final long FIRST_CHUNK_MILLIS = 200;

    private final Worker worker;
    private final Exchange exchange;
    private ScheduledFuture<?> firstChunk;
    private boolean requested;

    Admission(Worker worker, Exchange exchange) {
        this.worker = worker;
        this.exchange = exchange;
    }

    /** Asks for a place; the worker calls {@link Exchange#proceed} once there is one. */
    void request() {
        if (!exchange.hasEnded() && !requested) {
            firstChunk = null;
            requested = true;
            worker.admit(exchange);
        }
    }

    /** Asks for a place as soon as the first chunk is here, or has not come for a while. */
    void requestAfterFirstChunk() {
        firstChunk = worker.loop().schedule(this::request, FIRST_CHUNK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void chunkRead() {
        if (firstChunk != null) {
            firstChunk.cancel(false);
            request();
        }
    }

    /** Gives the place to the next exchange. */
    void release() {
        if (firstChunk != null) {
            firstChunk.cancel(false);
            firstChunk = null;
        }
        if (requested) {
            requested = false;
            worker.leave(exchange);
        }
    }
}
