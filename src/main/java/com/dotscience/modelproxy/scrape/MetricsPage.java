package com.dotscience.modelproxy.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.management.Page;
import com.dotscience.modelproxy.metrics.Registry;
import io.micrometer.core.instrument.Counter;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** Serves all metrics to Prometheus. Concurrent requests share one response. */
public final class MetricsPage implements Page {

    /** The text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** The timeout for the model's metrics. With the time to process them, a scrape takes at most a second. */
    private static final Duration TIMEOUT = Duration.ofMillis(900);

    private static final int MAX_BYTES = 512 * 1024;

    private final Registry registry;
    private final HttpGet http;
    private final InetSocketAddress model;
    private final String path;
    private final Executor work;
    private final Map<DroppedLine, Counter> dropped = new EnumMap<>(DroppedLine.class);
    private final AtomicReference<CompletableFuture<Response>> underWay = new AtomicReference<>();
    private volatile int up;

    /**
     * @param model the address of its metrics
     * @param path and query
     * @param work runs tasks of milliseconds, which would block an event loop for too long
     */
    public MetricsPage(Registry registry, HttpGet http, InetSocketAddress model, String path, Executor work) {
        this.registry = registry;
        this.http = http;
        this.model = model;
        this.path = path;
        this.work = work;
        registry.gauge("model.metrics.up", "Whether the model's own metrics are in this scrape: 1 if so", () -> up);
        for (DroppedLine reason : DroppedLine.values()) {
            dropped.put(
                    reason,
                    registry.counter(
                            "model.metrics.dropped.lines",
                            "Lines of the model's own metrics that were not shown, by reason",
                            "reason",
                            reason.label()));
        }
    }

    @Override
    public CompletionStage<Response> respond(HttpHeaders request) {
        CompletableFuture<Response> mine = new CompletableFuture<>();
        CompletableFuture<Response> others = underWay.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        http.get(model, path, Map.of("accept", TEXT_FORMAT), TIMEOUT, MAX_BYTES)
                .handleAsync(
                        (response, failure) ->
                                whole(failure == null && response.status() == 200 ? response.body() : null),
                        work)
                .whenComplete((answer, failure) -> {
                    underWay.set(null);
                    if (failure == null) {
                        mine.complete(answer);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    /** @param modelMetrics the model's metrics; null if there are none */
    private Response whole(byte[] modelMetrics) {
        up = modelMetrics == null ? 0 : 1;
        Output text = new Output();
        if (modelMetrics != null) {
            new ModelText(
                            new String(modelMetrics, UTF_8),
                            reason -> dropped.get(reason).increment())
                    .order(text::add);
        }
        // The own metrics come first in the text, but are written last, so that they count the lines that were just
        // dropped.
        byte[] theirs = text.drain();
        registry.writeTo(text);
        text.writeBytes(theirs);
        return new Response(200, TEXT_FORMAT, text.drain());
    }

    private static final class Output extends ByteArrayOutputStream {

        private static final int TYPICAL_BYTES = 64 * 1024;

        Output() {
            super(TYPICAL_BYTES);
        }

        void add(CharSequence family) {
            writeBytes(family.toString().getBytes(UTF_8));
        }

        /** Returns what has been written, and empties the buffer. */
        byte[] drain() {
            byte[] all = toByteArray();
            reset();
            return all;
        }
    }
}
