package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.bench.meter.Spread;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody else who reads one object from the API server, again and again, and notices when others take it for themselves. */
final class OtherClient implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String OBJECT = "/api/v1/namespaces/default";

    private final KubernetesClient client;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());

    OtherClient(KubernetesClient client) {
        this.client = client;
        timer.scheduleWithFixedDelay(this::ask, 0, PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask() {
        long start = System.nanoTime();
        client.raw(OBJECT);
        millis.add((System.nanoTime() - start) / 1e6);
    }

    /** Of a hundred reads up to now the slowest, in milliseconds; waits for the first if it is still under way. */
    double percentile99() {
        await("a read").until(() -> !millis.isEmpty());
        synchronized (millis) {
            return Spread.percentile(99, millis);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
