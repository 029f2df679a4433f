package com.dotscience.deployer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R11: the metric names the field, what was written, what is there instead and who did it. */
@Embedded
class RewrittenFieldsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final WriteMetrics writes =
            new WriteMetrics(registry, new UpdateMetrics(registry, id -> false), Clock.systemUTC());

    @Test
    void eachIsCountedByFieldValuesAndWhoDidIt() {
        Difference replicas = new Difference("spec.replicas", "2", "5", List.of());
        came(new NotSticking(Kind.DEPLOYMENT, replicas, false, "kubectl-edit", Instant.EPOCH));
        came(new NotSticking(Kind.DEPLOYMENT, replicas, false, "kubectl-edit", Instant.EPOCH));
        came(new NotSticking(Kind.DEPLOYMENT, replicas, false, "", Instant.EPOCH));
        came(new NotSticking(Kind.DEPLOYMENT, replicas, true, "", Instant.EPOCH));

        assertThat(count("kubectl-edit")).isEqualTo(2);
        assertThat(count("unknown")).isEqualTo(1);
        assertThat(count("admission")).isEqualTo(1);
    }

    /** Whoever writes something else each time makes no end of series. */
    @Test
    void ofVeryManyTheRestIsOne() {
        for (int i = 0; i < 300; i++) {
            Difference field = new Difference("spec.replicas", "2", String.valueOf(i), List.of());
            came(new NotSticking(Kind.DEPLOYMENT, field, true, "", Instant.EPOCH));
        }

        assertThat(registry.get("deployer.rewritten").counters()).hasSize(201);
        assertThat(registry.get("deployer.rewritten")
                        .tag("field", "other")
                        .counter()
                        .count())
                .isEqualTo(100);
    }

    private double count(String by) {
        return registry.get("deployer.rewritten")
                .tag("kind", "Deployment")
                .tag("field", "spec.replicas")
                .tag("written", "2")
                .tag("there", "5")
                .tag("by", by)
                .counter()
                .count();
    }

    private void came(NotSticking field) {
        Change change = new Change("a", Kind.DEPLOYMENT, Action.UPDATE, null, "[]", "a test");
        writes.completed(new Outcome(change, Result.MADE, null, "a test", List.of(field)), Duration.ZERO);
    }
}
