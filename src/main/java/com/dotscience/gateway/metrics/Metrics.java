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

/** What is counted and timed, for Prometheus: every metric of the Gateway's own is named and explained here. */
public final class Metrics implements AutoCloseable {

    /** Of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/. */
    public static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** From an open stream that takes it at once to a deployer that does not read. */
    private static final Duration[] FAN_OUT = Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000);

    /** From a read in memory to a call's deadline; a stream takes as long as it is open. */
    private static final Duration[] CALL =
            Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jvm jvm = new Jvm(registry);
    private final Timer fanOut = Timer.builder("gateway.fanout")
            .description("From the commit of a change to its handing to a deployer's stream")
            .serviceLevelObjectives(FAN_OUT)
            .register(registry);

    /** Of calls whose token nobody has. */
    public Counter wrongTokens() {
        return Counter.builder("gateway.wrong.tokens")
                .description("Calls that were refused because nobody has their token")
                .register(registry);
    }

    /** @param open how many connections there are now, of whomever */
    public void ofConnections(Supplier<Number> open) {
        Gauge.builder("gateway.connections", open)
                .description("Open connections of deployers, people and whoever has not shown a token")
                .register(registry);
    }

    /** Of those that were too many. */
    public Counter endedConnections() {
        return Counter.builder("gateway.connections.ended")
                .description("Connections that were ended, each the oldest of more than its owner may have")
                .register(registry);
    }

    /** @param connected how many deployers there are now that hold a stream open */
    public void ofDeployers(Supplier<Number> connected) {
        Gauge.builder("gateway.deployers.connected", connected)
                .description("Deployers that follow their model deployments")
                .register(registry);
    }

    /**
     * Counts and times all calls, by method and by the code they end with.
     *
     * @param services whose methods are there before they are first called
     */
    public ServerInterceptor ofCalls(List<BindableService> services) {
        MetricCollectingServerInterceptor calls = new MetricCollectingServerInterceptor(
                registry, counter -> counter, timer -> timer.serviceLevelObjectives(CALL), Status.Code.OK);
        services.forEach(calls::preregisterService);
        return calls;
    }

    /** @param nanoseconds since the change was committed */
    public void handedOut(long nanoseconds) {
        fanOut.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** In Prometheus' own format, which is the one that it takes without being asked. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }
}
