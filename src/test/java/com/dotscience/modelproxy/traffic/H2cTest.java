package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, by upgrade and by prior knowledge; to the model it is HTTP/1.1. */
@Embedded
class H2cTest {

    private static final String OK =
            "HTTP/1.1 200 OK\nConnection: keep-alive, X-Inner\nX-Inner: 1\nContent-Length: 2\n\nok";

    @Test
    void aConnectionIsUpgradedByItsFirstRequest() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port())) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + proxy.port() + "/v1/models/model:predict"))
                                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.body()).isEqualTo("ok");
                assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder(":status", "content-length");
                Wire.Message request = model.nextRequest();
                assertThat(request.head()).startsWith("POST /v1/models/model:predict HTTP/1.1\n");
                assertThat(request.header("Host")).contains("127.0.0.1:" + proxy.port());
                assertThat(request.head()).doesNotContainIgnoringCase("http2-settings", "upgrade", "x-http2");
                assertThat(request.header("X-Forwarded-For")).contains("127.0.0.1");
                assertThat(request.body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void anUpgradeThatLacksItsSettingsIsARequestAsAnyOther() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: h2c\nContent-Length: 5\n\nhello");
                assertThat(client.readMessage().body()).isEqualTo("ok");
                Wire.Message request = model.nextRequest();
                assertThat(request.body()).isEqualTo("hello");
                assertThat(request.head()).doesNotContainIgnoringCase("upgrade");
            }
            assertThat(model.requestsNoted()).isZero();
            assertThat(model.connections()).isEqualTo(1);
        }
    }

    @Test
    void aPostWithoutALengthArrivesWhole() throws Exception {
        byte[] body = new byte[300_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ('a' + i % 26);
        }
        Vertx vertx = Vertx.vertx();
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port())) {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(io.vertx.core.http.HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            String answer = client.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/predict")
                    .compose(request -> {
                        request.setChunked(true);
                        for (int i = 0; i < body.length; i += 10_000) {
                            request.write(Buffer.buffer(body).slice(i, i + 10_000));
                        }
                        return request.end().compose(done -> request.response());
                    })
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .toString();
            assertThat(answer).isEqualTo("ok");
            assertThat(model.nextRequest().body()).isEqualTo(new String(body, UTF_8));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void trailersPassBothWays() throws Exception {
        try (var model = ScriptedModel.answering(
                        "HTTP/1.1 200 OK\nTrailer: x-sum\nTransfer-Encoding: chunked\n\n2\nok\n0\nX-Sum: 7\n\n");
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            for (Map<String, String> length :
                    java.util.List.of(Map.<String, String>of(), Map.of("content-length", "5"))) {
                Http2Headers head = post("/predict").add("trailer", "x-count");
                length.forEach(head::add);
                H2Client.Answer answer = client.ask(head, "hello", new DefaultHttp2Headers().add("x-count", "5"))
                        .await();
                assertThat(answer.status()).isEqualTo("200");
                assertThat(answer.body()).isEqualTo("ok");
                assertThat(answer.trailers()).containsEntry("x-sum", "7");
                assertThat(answer.head()).doesNotContainKeys("transfer-encoding", "connection");
                Wire.Message request = model.nextRequest();
                assertThat(request.body()).isEqualTo("hello[x-count: 5]");
                assertThat(request.header("Trailer")).contains("x-count");
            }
        }
    }

    @Test
    void theModelDecidesWhetherABodyIsSent() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    assertThat(wire.readHead()).contains("expect: 100-continue\n");
                    wire.send("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok");
                    wire.readLine();
                });
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            H2Client.Answer answer = client.ask(
                            post("/predict").add("expect", "100-continue").add("content-length", "5"), null, null)
                    .await();
            assertThat(answer.interim()).containsExactly("100");
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.reset()).as("the body is not wanted any more").isEqualTo(Http2Error.NO_ERROR.code());
        }
    }

    @Test
    void theAnswerToHeadHasNoBody() throws Exception {
        try (var model = ScriptedModel.answering("HTTP/1.1 200 OK\nContent-Length: 1234\n\n");
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            for (int i = 0; i < 2; i++) {
                H2Client.Answer answer = client.ask(post("/").method("HEAD")).await();
                assertThat(answer.head()).containsEntry("content-length", "1234");
                assertThat(answer.body()).isEmpty();
            }
            assertThat(model.requestsNoted()).isEqualTo(2);
            assertThat(model.connections()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatBreaksOffResetsItsStreamOnly() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send(
                            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n" + (number == 1 ? "" : "0\n\n"));
                });
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            H2Client.Answer cut = client.ask(post("/1"), "a", null).await();
            assertThat(cut.reset()).isEqualTo(Http2Error.INTERNAL_ERROR.code());
            H2Client.Answer whole = client.ask(post("/2"), "a", null).await();
            assertThat(whole.body()).isEqualTo("hello");
            assertThat(whole.reset()).isEqualTo(-1);
        }
    }

    @Test
    void aStreamThatTheClientResetsCancelsTheCall() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    asked.complete(null);
                    ended.complete(wire.isClosed());
                });
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            H2Client.Answer never = client.ask(post("/"), "a", null);
            PassingTest.await(asked);
            never.cancel();
            assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStreamThatIsNotReadHoldsUpNoOther() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    Wire.Message head = new Wire.Message(wire.readHead(), "");
                    if (head.head().startsWith("POST /slow")) {
                        PassingTest.await(go);
                    }
                    wire.read(Integer.parseInt(head.header("content-length").orElseThrow()));
                    wire.send(OK);
                });
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            String large = "x".repeat(20 << 20);
            H2Client.Answer slow =
                    client.ask(post("/slow").add("content-length", Integer.toString(large.length())), large, null);
            slow.awaitStalled();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(post("/fast").add("content-length", "100000"), "y".repeat(100_000), null)
                                .await()
                                .body())
                        .isEqualTo("ok");
            }
            go.complete(null);
            assertThat(slow.await().body()).isEqualTo("ok");
        }
    }

    @Test
    void whileDrainingTheConnectionIsToldToGoAwayAndWhatIsUnderWayIsAnswered() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    asked.complete(null);
                    PassingTest.await(go);
                    wire.send(OK);
                });
                var proxy = RunningTraffic.before(model.port());
                H2Client client = H2Client.to(proxy.port())) {
            H2Client.Answer answer = client.ask(post("/"), "a", null);
            PassingTest.await(asked);
            proxy.drain();
            client.awaitGoAway();
            proxy.traffic().stopListening();
            go.complete(null);
            assertThat(answer.await().body()).isEqualTo("ok");
            client.awaitClosed();
        }
    }

    private static Http2Headers post(String path) {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("models.example")
                .path(path);
    }
}
