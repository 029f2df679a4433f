package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the Gateway the version of the cluster's API server, for people who list deployers. It asks the API server at
 * each new connection, because the cluster may have been upgraded meanwhile, and tries again until the Gateway has been
 * told. It has a thread of its own, so that nothing waits for it and nothing fails because of it.
 */
final class ClusterVersion implements AutoCloseable {

    private final Supplier<String> ask;
    private final Consumer<String> report;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "cluster-version");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile String known = "";
    private volatile boolean due;

    /**
     * @param ask the API server; may block, and may fail
     * @param report tells the Gateway what is new; may block, and may fail
     * @param retry how long after a failure to try again
     */
    ClusterVersion(Supplier<String> ask, Consumer<String> report, Duration retry) {
        this.ask = ask;
        this.report = report;
        thread.scheduleWithFixedDelay(this::askIfDue, retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the version that the Gateway was told last; empty if it was told none. */
    String known() {
        return known;
    }

    /** Asks for the version again, because there is a new connection. */
    void connected() {
        due = true;
        thread.execute(this::askIfDue);
    }

    private void askIfDue() {
        if (!due) {
            return;
        }
        // The flag is cleared before the question, so that a connection that comes meanwhile asks again.
        due = false;
        try {
            String version = Optional.ofNullable(ask.get()).orElse("");
            if (!version.equals(known)) {
                report.accept(version);
                known = version;
            }
        } catch (RuntimeException e) {
            // Nothing is logged here: the parts that depend on the API server or the Gateway log what is wrong with it.
            due = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
