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
 * The call that sends one answer to a log request. It takes a line from its source only when gRPC can send it, so that
 * nothing piles up here when the reader is slow or has gone: the rest stays at the API server.
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
     * Sends the lines, and returns when all are sent or the call is over. The source is closed then.
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

    /** Ends the call from another thread. */
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
