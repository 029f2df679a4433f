package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import io.grpc.Context;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the connection to the Gateway and follows its stream, until it is stopped.
 *
 * <p>One thread does it all, one thing after the other: dial, learn the identity, subscribe, say that the stream is there,
 * pass on what comes, and after a pause again from the start.
 */
final class StreamLoop implements Runnable {

    /** Who is told. While it is busy with one thing, the next one waits with the Gateway. */
    interface Listener {
        /** A stream has begun: what is asked for from now on misses nothing. */
        void connected();

        void update(Deployment deployment);
    }

    private final GatewayConnection connection;
    private final GatewayOptions.Timing timing;
    private final RetryPause retry;
    private final Listener listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Context.CancellableContext calls = Context.ROOT.withCancellation();

    StreamLoop(GatewayConnection connection, RetryPause retry, Listener listener) {
        this.connection = connection;
        this.timing = connection.timing();
        this.retry = retry;
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
            connection.announce();
            return follow(connection.subscribe());
        } catch (RuntimeException e) {
            return e;
        }
    }

    private Exception follow(DeploymentStream stream) throws InterruptedException {
        try {
            stream.awaitHeaders(timing.headers());
            connection.established();
            listener.connected();
            while (true) {
                listener.update(stream.next());
            }
        } catch (StatusException e) {
            return e;
        } finally {
            stream.cancel();
        }
    }

    private Duration pauseAfter(Exception failure) {
        if (stopping.getCount() == 0) {
            return Duration.ZERO;
        }
        Duration lasted = connection.uptime();
        return connection.lost(failure) ? retry.afterRefusal() : retry.afterLoss(lasted);
    }
}
