package com.dotscience.deployer.gateway;

import io.grpc.Context;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows one of the Gateway's streams, until it is stopped.
 *
 * <p>One thread does it all, one thing after the other: open it, say that it is there, pass on what comes, and after a
 * pause again from the start.
 */
final class StreamLoop<T> implements Runnable {

    /** Who is told. While it is busy with one thing, the next one waits with the Gateway. */
    interface Listener<T> {
        /** A stream has begun: what is asked for from now on misses nothing. */
        void connected();

        void message(T message);
    }

    private final Feed<T> feed;
    private final Duration headers;
    private final Listener<T> listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Context.CancellableContext calls = Context.ROOT.withCancellation();

    /** @param headers how long to wait for the first sign of a stream before it is taken to be there */
    StreamLoop(Feed<T> feed, Duration headers, Listener<T> listener) {
        this.feed = feed;
        this.headers = headers;
        this.listener = listener;
    }

    @Override
    public void run() {
        calls.run(() -> {
            try {
                Duration pause = Duration.ZERO;
                while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    pause = pauseAfter(connect());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Ends the call under way, whichever it is; the thread ends with it. */
    void stop() {
        stopping.countDown();
        calls.cancel(null);
    }

    /** @return why there is no connection any more, or never was */
    private Exception connect() throws InterruptedException {
        try {
            return follow(feed.open());
        } catch (RuntimeException e) {
            return e;
        }
    }

    private Exception follow(GatewayStream<T> stream) throws InterruptedException {
        try {
            stream.awaitHeaders(headers);
            feed.begun();
            listener.connected();
            while (true) {
                listener.message(stream.next());
            }
        } catch (StatusException e) {
            if (feed.isThereWithout(e)) {
                listener.connected();
            }
            return e;
        } finally {
            stream.cancel();
        }
    }

    private Duration pauseAfter(Exception failure) {
        return stopping.getCount() == 0 ? Duration.ZERO : feed.ended(failure);
    }
}
