package com.dotscience.testing.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Somebody else who reads from the API server a hundred times a second, and notices when others take it for themselves. What
 * comes late since the one before it took long counts from when it was due.
 */
final class OtherClient implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final String OBJECT = "/api/v1/namespaces/default";

    private final KubernetesClient client;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final long start = System.nanoTime();
    private long asked;

    OtherClient(KubernetesClient client) {
        this.client = client;
        timer.scheduleAtFixedRate(this::ask, 0, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask() {
        long due = start + asked++ * PERIOD.toNanos();
        client.raw(OBJECT);
        millis.add((System.nanoTime() - due) / 1e6);
    }

    /** In milliseconds, all since the last time. */
    List<Double> waits() {
        synchronized (millis) {
            List<Double> all = List.copyOf(millis);
            millis.clear();
            return all;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
