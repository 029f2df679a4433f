package com.dotscience.deployer.metrics;

import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** What arrives, and since when an id waits for what its news made necessary. */
public final class Updates {

    private final MeterRegistry registry;
    private final Predicate<String> failing;
    private final ConcurrentMap<String, Long> waitingSince = new ConcurrentHashMap<>();

    /** @param failing whether changes of this id failed, which are tried again */
    public Updates(MeterRegistry registry, Predicate<String> failing) {
        this.registry = registry;
        this.failing = failing;
        for (String kind : Set.of("upsert", "removal", "list")) {
            received(Update.GATEWAY, kind);
        }
    }

    /** Something arrived: one update, or a list of them. */
    public void received(@Body Object updates) {
        (updates instanceof Collection<?> all ? all : List.of(updates)).forEach(each -> received((Update) each));
    }

    private void received(Update update) {
        String kind = update instanceof Snapshot ? "list" : update instanceof Removal ? "removal" : "upsert";
        received(update.source(), kind).increment();
    }

    /**
     * News changed what is wanted of these ids.
     *
     * @param arrived when the first of them came, milliseconds since the epoch; null if no news did it
     */
    public void changed(@Body Set<String> ids, @Header(Exchange.MESSAGE_TIMESTAMP) Long arrived) {
        if (arrived != null) {
            ids.forEach(id -> waitingSince.putIfAbsent(id, arrived));
        }
    }

    /** A plan was made, with these changes: without any, and none that failed, the news are dealt with. */
    public void planned(@ExchangeProperty("id") String id, @Body Collection<?> changes) {
        if (changes.isEmpty() && waitingSince.containsKey(id) && !failing.test(id)) {
            waitingSince.remove(id);
        }
    }

    /** When the news came that an id waits for, milliseconds since the epoch; null if it waits for none. */
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
