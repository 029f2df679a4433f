package com.dotscience.modelproxy.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.management.Page.Response;
import com.dotscience.modelproxy.metrics.Registry;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.PrometheusText;
import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class MetricsPageTest {

    private static final String PATH = "/monitoring/prometheus/metrics";

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer model;
    private MetricsPage page;
    private volatile int status = 200;
    private volatile String text = "";

    @BeforeEach
    void start() throws IOException {
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.setExecutor(serving);
        model.createContext(PATH, exchange -> {
            asked.incrementAndGet();
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        model.createContext("/hanging", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("half 1\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        model.start();
        page = page(PATH);
    }

    private MetricsPage page(String path) {
        return new MetricsPage(
                new Registry(), new HttpGet(loops, UnpooledByteBufAllocator.DEFAULT), model.getAddress(), path, work);
    }

    @AfterEach
    void stop() {
        over.countDown();
        model.stop(0);
        serving.shutdownNow();
        work.shutdownNow();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    private static Response answer(MetricsPage page) {
        return page.respond(EmptyHttpHeaders.INSTANCE).toCompletableFuture().join();
    }

    private static PrometheusText shown(MetricsPage page) {
        Response answer = answer(page);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return PrometheusText.parse(new String(answer.body(), UTF_8));
    }

    @Test
    void theModelsMetricsComeAfterOurs() {
        text = "# TYPE :tensorflow:serving:request_count counter\n:tensorflow:serving:request_count{status=\"OK\"} 3\n";

        PrometheusText shown = shown(page);

        assertThat(shown.value(":tensorflow:serving:request_count{status=\"OK\"}"))
                .isEqualTo(3);
        assertThat(shown.value("model_proxy_model_metrics_up")).isEqualTo(1);
        assertThat(shown.families().keySet()).last().isEqualTo(":tensorflow:serving:request_count");
    }

    @Test
    void brokenLinesAreLeftOutAndCountedInTheSameScrape() {
        text = "good 1\nbad bad\ngood 1\nmodel_proxy_requests_total 5\n";

        PrometheusText shown = shown(page);

        assertThat(shown.value("good")).isEqualTo(1);
        assertThat(shown.value("model_proxy_model_metrics_dropped_lines_total{reason=\"syntax\"}"))
                .isEqualTo(1);
        assertThat(shown.value("model_proxy_model_metrics_dropped_lines_total{reason=\"duplicate\"}"))
                .isEqualTo(1);
        assertThat(shown.value("model_proxy_model_metrics_dropped_lines_total{reason=\"clash\"}"))
                .isEqualTo(1);
    }

    @Test
    void aModelWithoutMetricsOrAwayLeavesOurs() {
        status = 404;
        text = "not_to_be_seen 1\n";
        assertThat(shown(page).families())
                .doesNotContainKey("not_to_be_seen")
                .containsKey("model_proxy_model_metrics_up");

        model.stop(0);
        assertThat(shown(page).value("model_proxy_model_metrics_up")).isZero();
    }

    @Test
    void aModelThatHangsIsWaitedForNoLongerThanASecond() {
        MetricsPage hanging = page("/hanging");
        long began = System.nanoTime();

        PrometheusText shown = shown(hanging);

        assertThat(asked).hasValue(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(850), Duration.ofSeconds(5));
        assertThat(shown.families()).doesNotContainKey("half").containsKey("model_proxy_model_metrics_up");
    }

    @Test
    void whoAsksMeanwhileGetsTheSameAnswer() {
        MetricsPage hanging = page("/hanging");

        CompletionStage<Response> first = hanging.respond(EmptyHttpHeaders.INSTANCE);
        CompletionStage<Response> second = hanging.respond(EmptyHttpHeaders.INSTANCE);

        assertThat(CompletableFuture.allOf(first.toCompletableFuture(), second.toCompletableFuture()))
                .succeedsWithin(Duration.ofSeconds(20));
        assertThat(asked).hasValue(1);
        assertThat(shown(page).families()).isNotEmpty();
    }

    @Test
    void moreThanHalfAMebibyteIsNotTaken() {
        text = "big{x=\"" + "y".repeat(512 * 1024) + "\"} 1\n";

        PrometheusText shown = shown(page);

        assertThat(shown.families()).doesNotContainKey("big").containsKey("model_proxy_model_metrics_up");
    }
}
