package com.dotscience.deployer.gateway;

import io.grpc.Context;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows one of the Gateway's streams until it is stopped.
 *
 * <p>One thread does everything in turn, so that no two messages overtake each other: it opens the stream, announces
 * it, passes on the messages, and starts again after a pause when the stream ends.
 */
final class StreamLoop<T> implements Runnable {

    /** The receiver of the messages. While it processes one message, the next one waits at the Gateway. */
    interface Listener<T> {
        /** Is called when a stream has begun: a list that is asked for from now on misses no change. */
        void connected();

        void message(T message);
    }

    private final Feed<T> feed;
    private final Duration headers;
    private final Listener<T> listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Context.CancellableContext calls = Context.ROOT.withCancellation();

    /** @param headers how long to wait for a stream's headers before it counts as open */
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

    /** Ends the call that is under way, and with it the thread. */
    void stop() {
        stopping.countDown();
        calls.cancel(null);
    }

    /** @return why the connection ended, or could not be made */
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
