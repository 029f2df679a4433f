package com.dotscience.deployer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Embedded
class NewsToWrittenTest {

    private static final long NOW = 1_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Set<String> failing = new HashSet<>();
    private final UpdateMetrics updates = new UpdateMetrics(registry, failing::contains);
    private final WriteMetrics writes =
            new WriteMetrics(registry, updates, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void itIsTakenFromTheFirstNewsThatWaits() {
        updates.applied(List.of(), Set.of("a"), NOW - 700);
        updates.applied(List.of(), Set.of("a"), NOW - 200);

        came("a", Result.MADE);

        assertThat(news().count()).isEqualTo(1);
        assertThat(news().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
    }

    @Test
    void whatNoNewsMadeNecessaryIsNotTimed() {
        updates.applied(List.of(), Set.of("a"), null);

        came("a", Result.MADE);

        assertThat(news().count()).isZero();
    }

    @Test
    void nothingIsRememberedOfWhatIsAsWanted() {
        updates.applied(List.of(), Set.of("a"), NOW - 700);

        updates.planned("a", List.of());
        came("a", Result.MADE);

        assertThat(news().count()).isZero();
    }

    /** Nothing may be planned for it as long as it waits to be tried again. */
    @Test
    void aFailureIsTimedToItsHappyEnd() {
        updates.applied(List.of(), Set.of("a"), NOW - 90_000);
        failing.add("a");

        came("a", Result.FAILED);
        updates.planned("a", List.of());
        came("a", Result.MADE);

        assertThat(news().totalTime(TimeUnit.SECONDS)).isEqualTo(90);
        assertThat(registry.get("deployer.changes")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private Timer news() {
        return registry.get("deployer.news.to.written").timer();
    }

    private void came(String id, Result result) {
        Change change = new Change(id, Kind.SERVICE, Action.UPDATE, null, "[]", "a test");
        writes.completed(new Outcome(change, result, null, "a test"), Duration.ZERO);
    }
}
