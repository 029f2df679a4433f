package com.dotscience.deployer.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every sort of call that the deployer makes, at a server that counts what reaches it. */
@Embedded
class ApiServerProxyTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final AtomicInteger reached = new AtomicInteger();
    private final Unanswered unanswered = new Unanswered();
    private HttpServer server;
    private KubernetesClient client;
    private volatile int code = 503;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientFactory(new ApiServerHttpClientFactory(
                        new VertxHttpClientFactory(), new RetryAfter(Duration.ofMinutes(5), clock), unanswered))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void noCallOfAnySortIsSentUntilThenAndEachFailsAtOnce() throws Exception {
        assertThatThrownBy(this::create).hasMessageContaining("503");
        Map<String, ThrowingCallable> calls = Map.of(
                "create", this::create,
                "patch", () -> client.raw("/api/v1/namespaces/a/services/b", "PATCH", Map.of()),
                "delete", () -> client.raw("/api/v1/namespaces/a/services/b", "DELETE", Map.of()),
                "get", () -> client.services().inNamespace("a").withName("b").get(),
                "list", () -> client.services().inNamespace("a").list(),
                "event", () -> client.raw("/api/v1/namespaces/a/events", "POST", Map.of()),
                "log", () -> client.pods().inNamespace("a").withName("b").getLog());

        calls.forEach(
                (what, call) -> assertThatThrownBy(call).as(what).hasRootCauseInstanceOf(RetryAfterException.class));
        assertThat(client.getHttpClient()
                        .newWebSocketBuilder()
                        .uri(client.getMasterUrl().toURI())
                        .buildAsync(new WebSocket.Listener() {}))
                .as("watch")
                .isCompletedExceptionally();
        assertThat(reached).hasValue(1);

        clock.pass(Duration.ofSeconds(60));
        assertThatThrownBy(this::create).hasMessageContaining("503");
        assertThat(reached).hasValue(2);
    }

    @Test
    void aWatchThatIsRefusedHoldsBackToo() throws Exception {
        var watch = client.getHttpClient()
                .newWebSocketBuilder()
                .uri(client.getMasterUrl().toURI())
                .buildAsync(new WebSocket.Listener() {});
        await().until(watch::isCompletedExceptionally);

        assertThatThrownBy(this::create).hasRootCauseInstanceOf(RetryAfterException.class);
        assertThat(reached).hasValue(1);
    }

    /** No API server says it of what it did. */
    @Test
    void aYesHoldsNothingBack() {
        code = 200;

        create();
        create();
        assertThat(reached).hasValue(2);
    }

    /** Also that of a watch, which fabric8 tries again without a word. */
    @Test
    void whatKeepsARequestFromItsAnswerIsKnownUntilOneIsAnswered() throws Exception {
        code = 200;
        create();
        assertThat(unanswered.reason()).isEmpty();

        int port = server.getAddress().getPort();
        server.stop(0);
        var watch = client.getHttpClient()
                .newWebSocketBuilder()
                .uri(client.getMasterUrl().toURI())
                .buildAsync(new WebSocket.Listener() {});
        await().until(watch::isCompletedExceptionally);
        assertThat(unanswered.reason()).get().asString().contains("Connection refused");

        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
        code = 503;
        assertThatThrownBy(this::create).hasMessageContaining("503");
        assertThat(unanswered.reason()).isEmpty();
    }

    private void create() {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("a")
                        .withName("b")
                        .endMetadata()
                        .build())
                .create();
    }

    private void answer(HttpExchange call) throws IOException {
        reached.incrementAndGet();
        byte[] body = "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"b\"}}".getBytes();
        call.getResponseHeaders().add("Retry-After", "60");
        call.sendResponseHeaders(code, body.length);
        call.getResponseBody().write(body);
        call.close();
    }
}
