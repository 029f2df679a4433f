package com.dotscience.system.soak;

import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells {@link Latencies} of each write of the deployer that the API server took. */
final class AuditedWrites implements AutoCloseable {

    private static final Set<String> KINDS = Set.of("deployments", "services", "ingresses");

    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
    private final AuditTail tail;
    private final String namespace;
    private final Latencies latencies;

    AuditedWrites(AuditTail tail, String namespace, Latencies latencies) {
        this.tail = tail;
        this.namespace = namespace;
        this.latencies = latencies;
        reader.scheduleWithFixedDelay(this::read, 0, 200, TimeUnit.MILLISECONDS);
    }

    private void read() {
        tail.next().stream()
                .filter(this::isOne)
                .forEach(event ->
                        latencies.written(event.resource() + "/" + event.name(), event.received(), event.answered()));
    }

    private boolean isOne(AuditEvent event) {
        return event.namespace().equals(namespace)
                && event.isWrite()
                && !event.dryRun()
                && event.code() < 300
                && KINDS.contains(event.resource())
                && event.userAgent().startsWith("ds-deployer");
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
