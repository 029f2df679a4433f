package com.dotscience.deployer.metrics;

import com.dotscience.deployer.gateway.GatewayState;
import com.dotscience.deployer.memory.MemoryWatch;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.work.WorkComponent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows the state of the deployer, which is asked for at each scrape. */
public final class StateMetrics {

    private final MeterRegistry registry;

    public StateMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void ofGateway(Supplier<GatewayState> gateway) {
        gauge("deployer.gateway.connected", () -> gateway.get().connected() ? 1 : 0)
                .description("1 while the Gateway's news arrive, else 0")
                .register(registry);
        counter("deployer.gateway.reconnects", () -> gateway.get().reconnects())
                .description("How often the connection to the Gateway was lost and came back")
                .register(registry);
    }

    public void ofDesired(GuardedDesiredState desired) {
        gauge("deployer.desired", () -> desired.ids().size())
                .description("Model deployments that are wanted")
                .register(registry);
        gauge("deployer.held.deletions", () -> desired.held().size())
                .description("Model deployments whose deletion is held until somebody has looked")
                .register(registry);
    }

    /** @param relists by kind, how often its objects were all listed again so far */
    public void ofInformers(Map<String, LongSupplier> relists) {
        relists.forEach((kind, count) -> counter("deployer.informer.relists", count)
                .description("How often all objects of a kind were listed again, since a watch could not go on")
                .tag("kind", kind)
                .register(registry));
    }

    /** @param count how many model deployments own objects in the cluster */
    public void ofCluster(Supplier<Number> count) {
        gauge("deployer.observed", count)
                .description("Model deployments that own objects in the cluster")
                .register(registry);
    }

    /** @param waiting how many failures wait to be tried again */
    public void ofFailures(Supplier<Number> waiting) {
        gauge("deployer.backoffs", waiting)
                .description("Objects whose change failed and that wait to be tried again")
                .register(registry);
    }

    public void ofMemory(MemoryWatch memory) {
        gauge("deployer.memory.used.bytes", () -> memory.use().used())
                .description("Memory in use, of the limit that is nearest: the container's, or the heap's")
                .register(registry);
        gauge("deployer.memory.limit.bytes", () -> memory.use().limit())
                .description("How much memory may be in use before the deployer is ended")
                .register(registry);
    }

    /** @param standingBy why another deployer writes; empty if this one does */
    public void ofLeader(Supplier<Optional<String>> standingBy) {
        gauge("deployer.leading", () -> standingBy.get().isEmpty() ? 1 : 0)
                .description("1 if this deployer is the one of its identity that writes, 0 if it stands by")
                .register(registry);
    }

    /** @param dropped how many Events were not sent so far */
    public void ofEvents(LongSupplier dropped) {
        counter("deployer.events.dropped", dropped)
                .description("Kubernetes Events that were not sent: too many at once, or not taken by the API server")
                .register(registry);
    }

    /** Shows the depth of the queue of each worker that runs; workers come and go with routes. */
    public void ofWorkers(WorkComponent work) {
        work.onWorkers(workers -> {
            registry.find("deployer.queue.depth").gauges().forEach(registry::remove);
            workers.forEach(worker -> gauge("deployer.queue.depth", worker::waiting)
                    .description("What waits in a queue, by the route that takes from it")
                    .tag("route", worker.route())
                    .register(registry));
        });
    }

    // Micrometer holds the object that a counter asks by a weak reference. The registry is one that lives as long as
    // the counter.
    private FunctionCounter.Builder<MeterRegistry> counter(String name, LongSupplier value) {
        return FunctionCounter.builder(name, registry, scraped -> value.getAsLong());
    }

    // The registry holds a supplier as long as the gauge, so that nobody else has to.
    private static Gauge.Builder<Supplier<Number>> gauge(String name, Supplier<Number> value) {
        return Gauge.builder(name, value);
    }
}
