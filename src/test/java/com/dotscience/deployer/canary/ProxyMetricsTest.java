package com.dotscience.deployer.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.AnswerCounts;
import com.dotscience.testing.Embedded;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else's image may be at the address of a pod, and answer as it likes. */
@Embedded
class ProxyMetricsTest {

    private final ProxyMetrics metrics = new ProxyMetrics();
    private HttpServer pod;
    private volatile int status = 200;
    private volatile byte[] page = new byte[0];

    @BeforeEach
    void start() throws IOException {
        pod = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pod.createContext("/api/metrics", exchange -> {
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.stop(0);
    }

    private CompletableFuture<AnswerCounts> read(int port) {
        return metrics.read("127.0.0.1", port);
    }

    private void assertFails(String words) {
        assertThat(read(pod.getAddress().getPort()))
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining(words);
    }

    @Test
    void theCountsOfAModelProxyAreRead() {
        page = "model_proxy_requests_total{code=\"500\",method=\"POST\"} 2.0\n".getBytes(StandardCharsets.UTF_8);

        assertThat(read(pod.getAddress().getPort()))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .isEqualTo(AnswerCounts.newBuilder().setAnswers(2).setErrors(2).build());
    }

    @Test
    void anotherPageAnotherStatusAndTooLongAPageAreNoNumbers() {
        page = "hello".getBytes(StandardCharsets.UTF_8);
        assertFails("what it shows is not that of a model-proxy of this project");

        status = 404;
        assertFails("it answers with 404");

        status = 200;
        page = new byte[(4 << 20) + 1];
        assertFails("it is larger than 4096 KiB");
    }

    @Test
    void aPortThatNoAddressHasIsNoReasonToReadNothingElse() {
        assertThat(read(70_000)).failsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aPodThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(read(silent.getLocalPort())).failsWithin(20, TimeUnit.SECONDS);
        }
    }
}
