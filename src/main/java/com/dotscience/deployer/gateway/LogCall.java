package com.dotscience.deployer.gateway;

import com.dotscience.api.Logs;
import com.dotscience.deployer.logs.LogSource;
import com.google.protobuf.Empty;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One answer to a log request. A line is taken from its source only when gRPC can take it: a reader who is slow or has
 * gone leaves the rest with the API server, and nothing piles up here.
 */
final class LogCall extends ClientCall.Listener<Empty> {

    private final ClientCall<Logs, Empty> call;
    private final LogSource logs;
    private boolean over;

    LogCall(ClientCall<Logs, Empty> call, LogSource logs) {
        this.call = call;
        this.logs = logs;
    }

    /**
     * Returns when all was sent or the call is over. The source is closed then.
     *
     * @param patience how long the Gateway may take to confirm the end
     */
    void run(Duration patience) throws InterruptedException {
        try (logs) {
            call.start(this, new Metadata());
            call.request(1);
            while (awaitReady()) {
                Logs next = logs.next();
                if (isOver()) {
                    return;
                }
                call.sendMessage(next);
                if (next.getEof()) {
                    call.halfClose();
                    awaitEnd(patience);
                    return;
                }
            }
        } finally {
            call.cancel("No longer sent", null);
        }
    }

    /** Ends it from another thread. */
    void end() {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        logs.close();
    }

    private synchronized boolean awaitReady() throws InterruptedException {
        while (!over && !call.isReady()) {
            wait();
        }
        return !over;
    }

    private synchronized void awaitEnd(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !over && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized void onReady() {
        notifyAll();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end();
    }
}
