package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whether the cluster's API server is heard, for people who look at what was reported before it was lost, and whether every write
 * is held: the Gateway is told when that changes, once for all model deployments, and with each new connection. On a thread of its own: nothing fails
 * because of it.
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
     * @param report tells the Gateway, if it is there; may block, and may fail
     */
    ClusterTrouble(Supplier<Optional<String>> trouble, Supplier<Optional<String>> hold, Runnable report) {
        this.trouble = trouble;
        this.hold = hold;
        this.report = report;
        thread.scheduleWithFixedDelay(
                this::reportIfChanged, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A sentence for people, or empty. */
    String now() {
        return trouble.get().orElse("");
    }

    /** A sentence for people, or empty. */
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
            // The next connection begins with how it is then; until there is one it is tried again.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
