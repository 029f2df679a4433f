package com.dotscience.deployer.gateway;

import com.dotscience.api.UpdateDeployerRequest;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the Gateway of each change in what concerns all model deployments: whether the deployer hears the cluster's API server, whether
 * it writes, and if not, why. Without that, people would take statuses from before the change for current ones. It runs on a thread of
 * its own so that a failed report disturbs nothing else.
 */
final class ReportedFacts implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Supplier<UpdateDeployerRequest> facts;
    private final Runnable report;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "reported-facts");
        daemon.setDaemon(true);
        return daemon;
    });
    private UpdateDeployerRequest reported;

    /**
     * @param facts what is so now
     * @param report tells the Gateway if it is connected; may block, and may fail
     */
    ReportedFacts(Supplier<UpdateDeployerRequest> facts, Runnable report) {
        this.facts = facts;
        this.report = report;
        this.reported = facts.get();
        thread.scheduleWithFixedDelay(
                this::reportIfChanged, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reportIfChanged() {
        try {
            UpdateDeployerRequest now = facts.get();
            if (!now.equals(reported)) {
                report.run();
                reported = now;
            }
        } catch (RuntimeException e) {
            // The report is tried again until it succeeds; a new connection begins with the current state anyway.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
