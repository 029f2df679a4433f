package com.dotscience.gateway.metrics;

import com.dotscience.metrics.Buckets;
import com.dotscience.metrics.Jvm;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The metrics of the Gateway, in the form that Prometheus reads. Each metric of the Gateway's own is named and described here. */
public final class Metrics implements AutoCloseable {

    /** The media type of Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/. */
    public static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** The buckets reach from a stream that takes a change at once to a deployer that does not read. */
    private static final Duration[] FAN_OUT = Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000);

    /** The buckets reach from a read in memory to the deadline of a call. A stream counts for as long as it is open. */
    private static final Duration[] CALL =
            Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jvm jvm = new Jvm(registry);
    private final Timer fanOut = Timer.builder("gateway.fanout")
            .description("From the commit of a change to its handing to a deployer's stream")
            .serviceLevelObjectives(FAN_OUT)
            .register(registry);

    /** Returns the counter of calls whose token is not known. */
    public Counter wrongTokens() {
        return Counter.builder("gateway.wrong.tokens")
                .description("Calls that were refused because nobody has their token")
                .register(registry);
    }

    /** @param open returns how many connections are open now */
    public void registerConnections(Supplier<Number> open) {
        Gauge.builder("gateway.connections", open)
                .description("Open connections of deployers, people and whoever has not shown a token")
                .register(registry);
    }

    /** Returns the counter of connections that were closed because their owner had too many. */
    public Counter endedConnections() {
        return Counter.builder("gateway.connections.ended")
                .description("Connections that were ended, each the oldest of more than its owner may have")
                .register(registry);
    }

    /** @param connected returns how many deployers have a stream open now */
    public void registerDeployers(Supplier<Number> connected) {
        Gauge.builder("gateway.deployers.connected", connected)
                .description("Deployers that follow their model deployments")
                .register(registry);
    }

    /**
     * Returns an interceptor that counts and times all calls by method and status code.
     *
     * @param services the services whose methods are shown with 0 before they are first called
     */
    public ServerInterceptor callInterceptor(List<BindableService> services) {
        MetricCollectingServerInterceptor calls = new MetricCollectingServerInterceptor(
                registry, counter -> counter, timer -> timer.serviceLevelObjectives(CALL), Status.Code.OK);
        services.forEach(calls::preregisterService);
        return calls;
    }

    /**
     * Records that a stream took a change.
     *
     * @param nanoseconds the time since the change was committed
     */
    public void recordFanOut(long nanoseconds) {
        fanOut.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** Returns all metrics in the text format, which Prometheus accepts by default. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }
}
