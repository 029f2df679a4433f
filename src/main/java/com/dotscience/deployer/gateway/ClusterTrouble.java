package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether the cluster's API server is heard, for people who look at what was reported before it was lost: the Gateway is told
 * when that changes, once for all model deployments, and with each new connection. On a thread of its own: nothing fails
 * because of it.
 */
final class ClusterTrouble implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Supplier<Optional<String>> trouble;
    private final Consumer<String> tell;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "cluster-trouble");
        daemon.setDaemon(true);
        return daemon;
    });
    private String told = "";

    /**
     * @param trouble why the API server is not heard; empty while it is
     * @param tell the Gateway, if it is there; may block, and may fail
     */
    ClusterTrouble(Supplier<Optional<String>> trouble, Consumer<String> tell) {
        this.trouble = trouble;
        this.tell = tell;
        thread.scheduleWithFixedDelay(
                this::tellIfNew, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A sentence for people, or empty. */
    String now() {
        return trouble.get().orElse("");
    }

    private void tellIfNew() {
        String now = now();
        if (now.equals(told)) {
            return;
        }
        try {
            tell.accept(now);
            told = now;
        } catch (RuntimeException e) {
            // The next connection begins with how it is then; until there is one it is tried again.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
