package com.dotscience.modelproxy.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Holds all metrics of the model-proxy, and gives their names a common prefix. */
public final class Registry implements AutoCloseable {

    private static final String PREFIX = "model.proxy.";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** @param labels alternating names and values */
    public Counter counter(String name, String description, String... labels) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(labels)
                .register(meters);
    }

    Counter bytes(String name, String description) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .baseUnit("bytes")
                .register(meters);
    }

    /** @param value is called at each scrape */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).description(description).register(meters);
    }

    Timer timer(String name, String description, Duration... buckets) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(meters);
    }

    /**
     * Creates a histogram of Prometheus' own client, which Micrometer's registry is built on. A histogram of Micrometer rounds
     * each value up to a whole number.
     */
    Histogram histogram(String name, String description, double[] buckets, String label) {
        return Histogram.builder()
                .name((PREFIX + name).replace('.', '_'))
                .help(description)
                .classicOnly()
                .classicUpperBounds(buckets)
                .labelNames(label)
                .withoutExemplars()
                .register(meters.getPrometheusRegistry());
    }

    /** Writes all metrics in Prometheus' text format 0.0.4, as bytes: with a thousand classes it is 1 MB, which as a string takes 5. */
    public void writeTo(ByteArrayOutputStream text) {
        try {
            meters.scrape(text);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
    }

    @Override
    public void close() {
        meters.close();
    }
}
