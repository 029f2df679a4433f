package com.dotscience.testing.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class IngressControllerTest {

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Map<String, InetSocketAddress> servers = new ConcurrentHashMap<>();
    private final List<HttpServer> started = new ArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(20));
    private IngressController ingress;

    private record Answer(int status, String pod, String body) {}

    @BeforeEach
    void start() {
        ingress = IngressController.start(
                cluster.client(),
                (pod, port) -> Optional.ofNullable(servers.get(pod.getMetadata().getName() + ":" + port))
                        .map(at -> SocketAddress.inetSocketAddress(at.getPort(), at.getHostString())),
                "127.0.0.1",
                0);
        cluster.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("models")
                        .withName("cats")
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("deployment", "cats")
                        .addNewPort()
                        .withName("model-http")
                        .withPort(80)
                        .withNewTargetPort(9501)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        cluster.client()
                .resource(new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace("models")
                        .withName("cats")
                        .endMetadata()
                        .withNewSpec()
                        .addNewRule()
                        .withHost("cats.localhost")
                        .withNewHttp()
                        .addNewPath()
                        .withPath("/")
                        .withPathType("ImplementationSpecific")
                        .withNewBackend()
                        .withNewService()
                        .withName("cats")
                        .withNewPort()
                        .withNumber(80)
                        .endPort()
                        .endService()
                        .endBackend()
                        .endPath()
                        .endHttp()
                        .endRule()
                        .endSpec()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        result(vertx.close());
        ingress.close();
        started.forEach(server -> server.stop(0));
        executor.shutdownNow();
        cluster.close();
    }

    @Test
    void requestsGoToReadyPodsInTurnAsTheyCame() {
        for (String name : List.of("cats-a", "cats-b", "cats-c")) {
            serve(
                    name,
                    exchange -> answer(
                            exchange,
                            exchange.getRequestURI() + " "
                                    + exchange.getRequestHeaders().getFirst("Host") + " "
                                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For")));
        }
        pod("cats-a", true);
        pod("cats-b", true);
        pod("cats-c", false);
        await().until(() -> List.of(whoAnswers(), whoAnswers()).containsAll(List.of("cats-a", "cats-b")));

        assertThat(Stream.generate(this::whoAnswers).limit(6))
                .containsOnly("cats-a", "cats-b")
                .doesNotContainSequence("cats-a", "cats-a");
        assertThat(get("/v1/models/model?x=%20y").body())
                .isEqualTo("/v1/models/model?x=%20y cats.localhost:" + ingress.port() + " 127.0.0.1");
    }

    @Test
    void whatNobodyCanAnswerIsRefusedInWords() {
        await().untilAsserted(() ->
                assertThat(get("/")).isEqualTo(new Answer(503, "", "ingress: no pod of models/cats:80 is ready\n")));
        assertThat(get("dogs.localhost", "/x"))
                .isEqualTo(new Answer(404, "", "ingress: no Ingress is for host 'dogs.localhost' and path '/x'\n"));

        servers.put("cats-a:9501", new InetSocketAddress("127.0.0.1", 1));
        pod("cats-a", true);

        await().until(() -> get("/").status() == 502);
    }

    /** Nothing is lost of what it has begun, and it gets nothing new, although it is ready to the end. */
    @Test
    void aPodThatEndsFinishesWhatItHas() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        serve("cats-a", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                asked.countDown();
                waitFor(mayAnswer);
            }
            answer(exchange, "an answer");
        });
        pod("cats-a", true);
        await().until(() -> whoAnswers().equals("cats-a"));
        Future<Answer> underWay = ask("cats.localhost", "/slow");
        asked.await();

        serve("cats-b", exchange -> answer(exchange, "an answer"));
        pod("cats-b", true);
        await().until(() -> List.of(whoAnswers(), whoAnswers()).contains("cats-b"));
        end("cats-a");
        await().until(() -> List.of(whoAnswers(), whoAnswers()).equals(List.of("cats-b", "cats-b")));

        mayAnswer.countDown();
        assertThat(result(underWay)).isEqualTo(new Answer(200, "cats-a", "an answer"));
    }

    @Test
    void anAnswerIsPassedOnAsItComes() {
        CountDownLatch firstArrived = new CountDownLatch(1);
        serve("cats-a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: one\n\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            waitFor(firstArrived);
            exchange.getResponseBody().write("data: two\n\n".getBytes(UTF_8));
            exchange.close();
        });
        pod("cats-a", true);
        await().until(() -> get("/ready").status() == 200);

        List<String> pieces = new CopyOnWriteArrayList<>();
        Future<Void> end = request("cats.localhost", "/")
                .compose(HttpClientRequest::send)
                .compose(answer -> {
                    answer.handler(piece -> {
                        pieces.add(piece.toString());
                        firstArrived.countDown();
                    });
                    return answer.end();
                });

        result(end);
        assertThat(pieces).containsExactly("data: one\n\n", "data: two\n\n");
    }

    @Test
    void aLargeBodyArrivesAsItWasSent() {
        byte[] body = new byte[10 << 20];
        new Random(7).nextBytes(body);
        serve("cats-a", exchange -> {
            byte[] arrived = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, arrived.length);
            exchange.getResponseBody().write(arrived);
            exchange.close();
        });
        pod("cats-a", true);
        await().until(() -> get("/ready").status() == 200);

        Buffer answer = result(request("cats.localhost", "/")
                .compose(request -> request.setMethod(HttpMethod.POST).send(Buffer.buffer(body)))
                .compose(HttpClientResponse::body));

        assertThat(Arrays.equals(answer.getBytes(), body)).isTrue();
    }

    /** Never a body that looks whole. */
    @Test
    void anAnswerThatBreaksOffIsNotCompleted() {
        serve("cats-a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("broken");
        });
        pod("cats-a", true);
        await().until(() -> get("/ready").status() == 200);

        Future<Answer> answer = ask("cats.localhost", "/");

        await().until(answer::isComplete);
        assertThat(answer.failed()).isTrue();
    }

    private void serve(String pod, HttpHandler handler) {
        HttpServer server = listen();
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("X-Pod", pod);
            handler.handle(exchange);
        });
        server.createContext("/ready", exchange -> answer(exchange, "yes"));
        server.setExecutor(executor);
        server.start();
        started.add(server);
        servers.put(pod + ":9501", server.getAddress());
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pod(String name, boolean ready) {
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("models")
                        .withName(name)
                        .addToLabels("deployment", "cats")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("model")
                        .endContainer()
                        .endSpec()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    /** Marks it for deletion, as the API server does, which keeps it until its kubelet has ended it. */
    private void end(String name) {
        Pod pod = cluster.client().pods().inNamespace("models").withName(name).get();
        Pod kept = pod.edit()
                .editMetadata()
                .addToFinalizers("test/kept")
                .endMetadata()
                .build();
        cluster.client().resource(kept).update();
        cluster.client().resource(pod).delete();
    }

    private String whoAnswers() {
        return get("/").pod();
    }

    private Answer get(String path) {
        return get("cats.localhost", path);
    }

    private Answer get(String host, String path) {
        return result(ask(host, path));
    }

    private Future<Answer> ask(String host, String path) {
        return request(host, path)
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.body()
                        .map(body -> new Answer(
                                answer.statusCode(),
                                Objects.requireNonNullElse(answer.getHeader("X-Pod"), ""),
                                body.toString())));
    }

    private Future<HttpClientRequest> request(String host, String path) {
        return http.request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(ingress.port(), "127.0.0.1"))
                .setHost(host)
                .setPort(ingress.port())
                .setURI(path));
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
