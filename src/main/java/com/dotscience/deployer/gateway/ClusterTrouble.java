package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the Gateway whether the deployer hears the cluster's API server, and whether it holds every write. Without
 * that, people would take statuses from before the loss for current ones. It reports each change once for all model
 * deployments, and runs on a thread of its own so that a failed report disturbs nothing else.
 */
final class ClusterTrouble implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Supplier<Optional<String>> trouble;
    private final Supplier<Optional<String>> hold;
    private final Runnable report;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "cluster-trouble");
        daemon.setDaemon(true);
        return daemon;
    });
    private List<String> reported = List.of("", "");

    /**
     * @param trouble why the API server is not heard; empty while it is
     * @param hold why nothing is written; empty while it is
     * @param report tells the Gateway if it is connected; may block, and may fail
     */
    ClusterTrouble(Supplier<Optional<String>> trouble, Supplier<Optional<String>> hold, Runnable report) {
        this.trouble = trouble;
        this.hold = hold;
        this.report = report;
        thread.scheduleWithFixedDelay(
                this::reportIfChanged, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns why the API server is not heard, a sentence for people; empty while it is. */
    String now() {
        return trouble.get().orElse("");
    }

    /** Returns why nothing is written, a sentence for people; empty while writes go on. */
    String hold() {
        return hold.get().orElse("");
    }

    private void reportIfChanged() {
        List<String> now = List.of(now(), hold());
        if (now.equals(reported)) {
            return;
        }
        try {
            report.run();
            reported = now;
        } catch (RuntimeException e) {
            // The report is tried again until it succeeds; a new connection begins with the current state anyway.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
