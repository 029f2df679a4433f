package com.dotscience.deployer.metrics;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.OutcomeListener;
import com.dotscience.deployer.gateway.ReportListener;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.metrics.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what is written to the API server, and times each write and the way of an update from its arrival to its last write. */
public final class WriteMetrics implements OutcomeListener, ReportListener {

    /** The buckets of a write, from a fast one to the time-out of a request. */
    private static final Duration[] WRITE =
            Buckets.millis(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** The buckets of an update, from a single model deployment to one whose changes failed and were tried again. */
    private static final Duration[] NEWS =
            Buckets.millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

    private static final int MOST_FIELDS = 200;
    private static final String OTHER = "other";

    private record Sort(Kind kind, Action action, Result result) {}

    private final Map<Sort, Counter> counters = new ConcurrentHashMap<>();
    private final Set<String> notSticking = ConcurrentHashMap.newKeySet();
    private final MeterRegistry registry;
    private final UpdateMetrics updates;
    private final Clock clock;
    private final Counter reports;
    private final Timer writes;
    private final Timer news;

    public WriteMetrics(MeterRegistry registry, UpdateMetrics updates, Clock clock) {
        this.registry = registry;
        this.updates = updates;
        this.clock = clock;
        this.reports = Counter.builder("deployer.reports")
                .description("Reports that the Gateway took")
                .register(registry);
        this.writes = Timer.builder("deployer.change.duration")
                .description("From the plan of a change to the API server's answer, whatever that is")
                .serviceLevelObjectives(WRITE)
                .register(registry);
        this.news = Timer.builder("deployer.news.to.written")
                .description("From the arrival of the update that made a change necessary to the API server's yes")
                .serviceLevelObjectives(NEWS)
                .register(registry);
        for (Kind kind : Kind.values()) {
            for (Action action : Action.values()) {
                counter(new Sort(kind, action, Result.MADE));
            }
        }
    }

    /** The API server answered, or could not be asked. */
    @Override
    public void completed(Outcome outcome, Duration lasted) {
        Change change = outcome.change();
        counter(new Sort(change.kind(), change.action(), outcome.result())).increment();
        outcome.rewritten().forEach(this::rewritten);
        writes.record(lasted);
        Long since = outcome.result() == Result.MADE ? updates.waitingSince(change.id()) : null;
        if (since != null) {
            news.record(Math.max(0, clock.millis() - since), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void sent(UpdateDeploymentRequest report) {
        reports.increment();
    }

    /** The tags have values that others choose. After {@value #MOST_FIELDS} fields all further ones are counted as one, so that the metrics stay small. */
    private void rewritten(NotSticking field) {
        boolean named = notSticking.contains(field.toString()) || notSticking.size() < MOST_FIELDS;
        if (named) {
            notSticking.add(field.toString());
        }
        Counter.builder("deployer.rewritten")
                .description(
                        "Fields that did not stay as they were written, each time that they were written again: changed"
                                + " at admission, or later by whom the API server names")
                .tag("kind", field.kind().toString())
                .tag("field", named ? field.difference().field() : OTHER)
                .tag("written", named ? field.difference().written() : OTHER)
                .tag("there", named ? field.difference().there() : OTHER)
                .tag("by", field.atAdmission() ? "admission" : field.by().isEmpty() ? "unknown" : field.by())
                .register(registry)
                .increment();
    }

    private Counter counter(Sort sort) {
        return counters.computeIfAbsent(
                sort,
                none -> Counter.builder("deployer.changes")
                        .description(
                                "Changes, by the kind of object, what was to be done, and what came of it: made, failed, or"
                                        + " planned anew since somebody else was faster")
                        .tag("kind", sort.kind.toString())
                        .tag("action", word(sort.action))
                        .tag("outcome", word(sort.result))
                        .register(registry));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
