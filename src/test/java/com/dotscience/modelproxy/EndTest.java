package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.modelproxy.testing.ProxyProcess;
import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The real program and its SIGTERM. */
@Embedded
class EndTest {

    private static final String STATUS = "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\"}]}";
    private static final String GET = "GET /fast HTTP/1.1\nHost: a\n\n";

    /** Answers at once, but to {@code /slow} only when it may. */
    private static ScriptedModel model(CompletableFuture<Void> slow) {
        return ScriptedModel.that((wire, number) -> {
            while (true) {
                if (wire.readMessage().head().startsWith("GET /slow")) {
                    slow.orTimeout(60, TimeUnit.SECONDS).join();
                }
                wire.send("HTTP/1.1 200 OK\nContent-Length: " + STATUS.length() + "\n\n" + STATUS);
            }
        });
    }

    @Test
    void whatIsUnderWayIsFinishedAndTheModelIsNotNeededUntilThen() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        try (var model = model(slow);
                var proxy = ProxyProcess.before(model.port(), Map.of("TERMINATION_GRACE_PERIOD_SECONDS", "30"));
                Wire busy = Wire.to(proxy.port());
                Wire kept = Wire.to(proxy.port())) {
            Awaitility.await().until(() -> proxy.get("/health").statusCode() == 200);
            busy.send("GET /slow HTTP/1.1\nHost: a\n\n");
            assertThat(kept.send(GET).readMessage().header("Connection")).isEmpty();
            CompletableFuture<String> preStop = CompletableFuture.supplyAsync(() -> drained(proxy));
            proxy.terminate();
            Awaitility.await().until(() -> proxy.get("/health").statusCode() == 503);
            assertThat(proxy.get("/health").body()).contains("draining");

            // It still answers, because the endpoints are withdrawn after the pod has got its signal.
            try (Wire late = Wire.to(proxy.port())) {
                Wire.Message answer = late.send(GET).readMessage();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Connection")).contains("close");
                assertThat(late.isClosed()).isTrue();
            }
            Wire.Message last = kept.send(GET).readMessage();
            assertThat(last.header("Connection")).contains("close");

            Awaitility.await().until(() -> refuses(proxy.port()));
            assertThat(preStop).isNotDone();
            assertThat(proxy.isAlive()).isTrue();
            slow.complete(null);
            assertThat(busy.readMessage().status()).isEqualTo(200);
            assertThat(preStop.get(20, TimeUnit.SECONDS)).isEqualTo("drained\n");
            assertThat(proxy.exitCode()).isZero();
        }
    }

    @Test
    void itIsGoneFiveSecondsBeforeTheGracePeriodIsOver() throws Exception {
        try (var model = model(new CompletableFuture<>());
                var proxy = ProxyProcess.before(model.port(), Map.of("TERMINATION_GRACE_PERIOD_SECONDS", "9"));
                Wire busy = Wire.to(proxy.port())) {
            busy.send("GET /slow HTTP/1.1\nHost: a\n\n");
            Awaitility.await().until(() -> model.connections() > 0);
            long start = System.nanoTime();
            proxy.terminate();
            assertThat(proxy.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThatThrownBy(busy::readMessage).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aStrangersGetIsAnsweredSoonAndChangesNothing() throws Exception {
        try (var model = model(new CompletableFuture<>());
                var proxy = ProxyProcess.before(model.port(), Map.of());
                Wire client = Wire.to(proxy.port())) {
            Awaitility.await().until(() -> proxy.get("/health").statusCode() == 200);
            long start = System.nanoTime();
            assertThat(proxy.get("/drained").body()).isEqualTo("not ending: nothing to wait for\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            // As kubelets before 1.25 ask.
            assertThat(proxy.get("//drained").body()).isEqualTo("not ending: nothing to wait for\n");
            assertThat(proxy.get("/health").statusCode()).isEqualTo(200);
            assertThat(client.send(GET).readMessage().header("Connection")).isEmpty();
        }
    }

    @Test
    void aPreStopThatComesAfterTheSignalWaitsAsWell() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        try (var model = model(slow);
                var proxy = ProxyProcess.before(model.port(), Map.of("TERMINATION_GRACE_PERIOD_SECONDS", "20"));
                Wire busy = Wire.to(proxy.port())) {
            busy.send("GET /slow HTTP/1.1\nHost: a\n\n");
            proxy.terminate();
            Awaitility.await().until(() -> refuses(proxy.port()));
            CompletableFuture<String> preStop = CompletableFuture.supplyAsync(() -> drained(proxy));
            assertThatThrownBy(() -> preStop.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            slow.complete(null);
            assertThat(preStop.get(20, TimeUnit.SECONDS)).isEqualTo("drained\n");
        }
    }

    @Test
    void itEndsWhereMemoryIsMissingInsteadOfGoingOnDeaf() throws Exception {
        try (var model = model(new CompletableFuture<>());
                var proxy = ProxyProcess.before(model.port(), Map.of(), "-XX:MaxDirectMemorySize=600k")) {
            List<Wire> clients = new ArrayList<>();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> !proxy.isAlive() || !clients.add(halfAnUpload(proxy.port())));
            assertThat(proxy.exitCode()).isEqualTo(3);
            assertThat(proxy.output()).contains("OutOfMemoryError").contains(": ending, so that it is started anew");
            clients.forEach(Wire::close);
        }
    }

    @Test
    void whatTheEnvironmentLacksIsSaidInOneLine() throws Exception {
        try (var proxy = ProxyProcess.before(1, Map.of("TF_SERVING_ADDR", ""))) {
            assertThat(proxy.exitCode()).isEqualTo(2);
            assertThat(proxy.output())
                    .isEqualTo("model-proxy: TF_SERVING_ADDR is not set; set it to the model's address, such as"
                            + " http://127.0.0.1:8501\n");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws Exception {
        try (var model = model(new CompletableFuture<>());
                var proxy = ProxyProcess.before(
                        model.port(), Map.of("TF_SERVING_PROXY_PORT", Integer.toString(model.port())))) {
            assertThat(proxy.exitCode()).isEqualTo(1);
            assertThat(proxy.output())
                    .isEqualTo("model-proxy: TF_SERVING_PROXY_PORT: cannot listen on port " + model.port()
                            + ": Address already in use\n");
        }
    }

    private static Wire halfAnUpload(int port) {
        Wire client = Wire.to(port);
        try {
            client.send("POST /slow HTTP/1.1\nHost: a\nContent-Length: 10000\n\n")
                    .sendExactly("x".repeat(9_000));
        } catch (java.io.IOException e) {
            // It may have ended already.
        }
        return client;
    }

    private static String drained(ProxyProcess proxy) {
        try {
            return proxy.get("/drained").body();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static boolean refuses(int port) {
        try (Wire wire = Wire.to(port)) {
            return false;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }
}
