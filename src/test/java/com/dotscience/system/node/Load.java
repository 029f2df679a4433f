package com.dotscience.system.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Predictions asked for all the time, by half of the clients over connections that they keep if nothing else is said; nothing is
 * tried twice.
 */
final class Load implements AutoCloseable {

    /** Each asks five times a second, if it is answered at once. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int FAILURES_SHOWN = 5;

    /**
     * What has come of it.
     *
     * @param answered by which version, how often
     * @param failures in words
     */
    record Tally(Duration time, int sent, Map<String, Integer> answered, List<String> failures) {

        double perSecond() {
            return sent * 1000.0 / time.toMillis();
        }

        @Override
        public String toString() {
            return "%d sent in %.1f s (%.0f a second), answered by version: %s, failed: %d %s"
                    .formatted(
                            sent,
                            time.toMillis() / 1000.0,
                            perSecond(),
                            answered,
                            failures.size(),
                            failures.subList(0, Math.min(failures.size(), FAILURES_SHOWN)));
        }
    }

    private final Predictions predictions;
    private final byte[] request = Predictions.request();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final long start = System.nanoTime();
    private final Map<String, Integer> answered = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int sent;
    private volatile boolean ended;

    private Load(Predictions predictions) {
        this.predictions = predictions;
    }

    static Load on(Predictions predictions, int clients) {
        return on(predictions, clients, clients / 2);
    }

    /** Each request over a connection of its own. */
    static Load overFreshConnections(Predictions predictions, int clients) {
        return on(predictions, clients, 0);
    }

    private static Load on(Predictions predictions, int clients, int keeping) {
        Load load = new Load(predictions);
        for (int i = 0; i < clients; i++) {
            boolean keeps = i < keeping;
            load.clients.execute(() -> load.ask(keeps));
        }
        return load;
    }

    /** Waits until each client has its last answer. */
    Tally end() throws InterruptedException {
        ended = true;
        clients.shutdown();
        if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("A client waits for an answer longer than it may");
        }
        synchronized (this) {
            return new Tally(Duration.ofNanos(System.nanoTime() - start), sent, answered, failures);
        }
    }

    synchronized int sent() {
        return sent;
    }

    private void ask(boolean keeps) {
        Connection connection = null;
        long next = System.nanoTime();
        while (!ended) {
            try {
                count();
                if (connection == null) {
                    connection = predictions.connect();
                }
                Connection.Answer answer = predictions.ask(connection, request);
                note(answer);
                if (!keeps || !answer.keepsConnection()) {
                    connection = closed(connection);
                }
            } catch (IOException e) {
                fail((connection == null ? "no connection" : keeps ? "kept" : "fresh") + ": " + e);
                connection = closed(connection);
            }
            next = Math.max(next + PAUSE_NANOS, System.nanoTime() - PAUSE_NANOS);
            LockSupport.parkNanos(next - System.nanoTime());
        }
        closed(connection);
    }

    private static Connection closed(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is gone.
        }
        return null;
    }

    private synchronized void count() {
        sent++;
    }

    private synchronized void note(Connection.Answer answer) throws IOException {
        if (answer.status() == 200) {
            // An answer that is not whole does not parse.
            Predictions.bestClass(answer);
            answered.merge(answer.headers().getOrDefault("x-model-version", "unknown"), 1, Integer::sum);
        } else {
            fail(answer.status() + " " + answer.text().strip());
        }
    }

    private synchronized void fail(String why) {
        failures.add(why);
    }

    @Override
    public void close() {
        ended = true;
        clients.shutdownNow();
    }
}
