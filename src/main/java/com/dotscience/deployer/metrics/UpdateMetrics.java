package com.dotscience.deployer.metrics;

import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.reconcile.PlanListener;
import com.dotscience.deployer.reconcile.UpdateListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** Counts the updates that arrive, and knows since when an id waits for what its update made necessary. */
public final class UpdateMetrics implements UpdateListener, PlanListener {

    private final MeterRegistry registry;
    private final Predicate<String> failing;
    private final ConcurrentMap<String, Long> waitingSince = new ConcurrentHashMap<>();

    /** @param failing whether changes of this id have failed, and are tried again */
    public UpdateMetrics(MeterRegistry registry, Predicate<String> failing) {
        this.registry = registry;
        this.failing = failing;
        for (String kind : Set.of("upsert", "removal", "list")) {
            received(Update.GATEWAY, kind);
        }
    }

    @Override
    public void applied(List<Update> batch, Set<String> changed, Long arrived) {
        batch.forEach(this::received);
        if (arrived != null) {
            changed.forEach(id -> waitingSince.putIfAbsent(id, arrived));
        }
    }

    private void received(Update update) {
        String kind = update instanceof Snapshot ? "list" : update instanceof Removal ? "removal" : "upsert";
        received(update.source(), kind).increment();
    }

    /** Once a plan has no changes, and none failed before, the update has been dealt with. */
    @Override
    public void planned(String id, List<Change> changes) {
        if (changes.isEmpty() && waitingSince.containsKey(id) && !failing.test(id)) {
            waitingSince.remove(id);
        }
    }

    /** When the update arrived whose changes an id waits for, milliseconds since the epoch; null if it waits for none. */
    Long waitingSince(String id) {
        return waitingSince.get(id);
    }

    private Counter received(String source, String kind) {
        return Counter.builder("deployer.updates")
                .description("Updates of the desired state that arrived, by who sent them: a model deployment that is"
                        + " wanted, a removal, a complete list")
                .tag("source", source)
                .tag("kind", kind)
                .register(registry);
    }
}
