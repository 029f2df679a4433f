package com.dotscience.modelproxy.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.testing.Embedded;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The model is asked over a real connection, and {@code /health} says what came of it. */
@Embedded
class HealthProbeTest {

    private static final String AVAILABLE = "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\"}]}";

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final AtomicBoolean draining = new AtomicBoolean();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aChangeIsSeenAndSaid() throws Exception {
        AtomicReference<String> body = new AtomicReference<>(AVAILABLE.replace("AVAILABLE", "LOADING"));
        try (var model = ScriptedModel.that((wire, number) -> {
            String path = wire.readMessage().head().split(" ")[1];
            String said = path.equals("/v1/models/signs") ? body.get() : "";
            wire.send("HTTP/1.1 " + (said.isEmpty() ? "404 Not Found" : "200 OK") + "\nContent-Length: " + said.length()
                    + "\n\n" + said);
        })) {
            HealthPage page = page(model.port());
            await(
                    page,
                    503,
                    "{\"healthy\": false, \"protocol\": \"TensorFlow Serving\", \"reason\": \"version 1 is LOADING\"}\n");
            body.set(AVAILABLE);
            await(
                    page,
                    200,
                    "{\"healthy\": true, \"protocol\": \"TensorFlow Serving\", \"reason\": \"version 1 is AVAILABLE\"}\n");
            body.set("");
            await(
                    page,
                    503,
                    "{\"healthy\": false, \"protocol\": \"TensorFlow Serving\","
                            + " \"reason\": \"answered 404 at /v1/models/signs\"}\n");
            body.set(AVAILABLE);
            await(
                    page,
                    200,
                    "{\"healthy\": true, \"protocol\": \"TensorFlow Serving\", \"reason\": \"version 1 is AVAILABLE\"}\n");
            draining.set(true);
            await(
                    page,
                    503,
                    "{\"healthy\": false, \"protocol\": \"TensorFlow Serving\", \"reason\": \"the pod is ending: draining\"}\n");
        }
    }

    @Test
    void aModelThatIsDownIsNoneAndOneThatSpeaksNoHttpIsAnOpenPort() {
        int port;
        try (var model = ScriptedModel.that((wire, number) -> wire.send("220 smtp.example\n"))) {
            port = model.port();
            await(
                    page(port),
                    200,
                    "{\"healthy\": true, \"protocol\": \"open port\", \"reason\": \"its port is open\"}\n");
        }
        await(page(port), 503, "{\"healthy\": false, \"protocol\": null, \"reason\": \"connection refused\"}\n");
    }

    private HealthPage page(int port) {
        HealthProbe health = new HealthProbe(
                new HttpGet(loops, PooledByteBufAllocator.DEFAULT),
                new InetSocketAddress("127.0.0.1", port),
                "signs",
                loops.next(),
                new ProcessLog(System.out, Clock.systemUTC()));
        health.start();
        return new HealthPage(health, draining::get);
    }

    private static void await(HealthPage page, int status, String body) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var answer = page.respond(EmptyHttpHeaders.INSTANCE)
                    .toCompletableFuture()
                    .join();
            assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.type()).isEqualTo("application/json");
        });
    }
}
