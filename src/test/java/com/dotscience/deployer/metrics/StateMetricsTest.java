package com.dotscience.deployer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@Pure
class StateMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Micrometer forgets what nobody else holds, and then goes on saying what it heard last. */
    @Test
    void aCounterGoesOnAfterTheGarbageIsCollected() {
        AtomicLong dropped = new AtomicLong(1);
        new StateMetrics(registry).ofEvents(dropped::get);
        assertThat(registry.scrape()).contains("deployer_events_dropped_total 1.0\n");

        System.gc();
        dropped.set(2);

        assertThat(registry.scrape()).contains("deployer_events_dropped_total 2.0\n");
    }
}
