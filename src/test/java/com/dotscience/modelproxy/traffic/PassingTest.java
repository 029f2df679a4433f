package com.dotscience.modelproxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/1 says passes as it is, both ways, while it comes. */
@Embedded
class PassingTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                client.send(
                        "POST /v1/models/model:predict HTTP/1.1\nHost: models.example:80\nContent-Length: 5\n\nhello");
                Wire.Message answer = client.readMessage();
                assertThat(answer).isEqualTo(new Wire.Message("HTTP/1.1 200 OK\nContent-Length: 2\n", "ok"));
                Wire.Message request = model.nextRequest();
                assertThat(request.head())
                        .startsWith("POST /v1/models/model:predict HTTP/1.1\nHost: models.example:80\n");
                assertThat(request.body()).isEqualTo("hello");
            }
            assertThat(model.connections()).isEqualTo(1);
        }
    }

    @Test
    void requestsThatAreSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    while (true) {
                        String[] asked = wire.readMessage().head().split(" ");
                        wire.send("HTTP/1.1 200 OK\nContent-Length: " + asked[1].length() + "\n\n"
                                + (asked[0].equals("HEAD") ? "" : asked[1]));
                    }
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("GET /1 HTTP/1.1\nHost: a\n\nPOST /2 HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi"
                    + "HEAD /3 HTTP/1.1\nHost: a\n\nGET /4 HTTP/1.1\nHost: a\nConnection: close\n\n");
            assertThat(client.readMessage().body()).isEqualTo("/1");
            assertThat(client.readMessage().body()).isEqualTo("/2");
            assertThat(client.readHead()).contains("Content-Length: 2\n");
            assertThat(client.readMessage().body()).isEqualTo("/4");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void theAnswerToHeadHasALengthAndNoBody() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\nContent-Length: 1234\n\n");
                    wire.readMessage();
                    wire.send(OK);
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("HEAD / HTTP/1.1\nHost: a\n\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 200 OK\nContent-Length: 1234\n");
            client.send(GET);
            assertThat(client.readMessage().body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void anAnswerThatHasNoBodyGetsNone(String status) throws Exception {
        try (var model = ScriptedModel.answering("HTTP/1.1 " + status + "\nETag: \"1\"\n\n");
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(GET);
                assertThat(client.readHead()).isEqualTo("HTTP/1.1 " + status + "\nETag: \"1\"\n");
            }
        }
    }

    @Test
    void chunksPassBothWaysWithTheirTrailers() throws Exception {
        try (var model = ScriptedModel.answering("HTTP/1.1 200 OK\nTrailer: X-Sum\nTransfer-Encoding: chunked\n\n"
                        + "3\nabc\n4\ndefg\n0\nX-Sum: 7\n\n");
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.1\nHost: a\nTrailer: X-Count\nTransfer-Encoding: chunked\n\n"
                    + "5\nhello\n1\n!\n0\nX-Count: 6\n\n");
            Wire.Message answer = client.readMessage();
            assertThat(answer.body()).isEqualTo("abcdefg[X-Sum: 7]");
            assertThat(answer.header("Trailer")).contains("X-Sum");
            Wire.Message request = model.nextRequest();
            assertThat(request.body()).isEqualTo("hello![X-Count: 6]");
            assertThat(request.header("Trailer")).contains("X-Count");
        }
    }

    @Test
    void aBodyIsPassedOnAsItIsPacked() throws Exception {
        String packed = "\u001f\u008b\b\u0000\u00ff";
        try (var model = ScriptedModel.answering(
                        "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 5\n\n" + packed);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.1\nHost: a\nAccept-Encoding: gzip\nContent-Encoding: gzip\nContent-Length: 5\n\n"
                    + packed);
            Wire.Message answer = client.readMessage();
            assertThat(answer.body()).isEqualTo(packed);
            assertThat(answer.header("Content-Encoding")).contains("gzip");
            Wire.Message request = model.nextRequest();
            assertThat(request.body()).isEqualTo(packed);
            assertThat(request.header("Accept-Encoding")).contains("gzip");
        }
    }

    @Test
    void eachTokenArrivesBeforeTheNextIsSent() throws Exception {
        CompletableFuture<Void> firstSeen = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send(
                            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n7\ndata: 1\n");
                    await(firstSeen);
                    wire.send("7\ndata: 2\n0\n\n");
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET);
            client.readHead();
            client.readLine();
            assertThat(client.readLine()).isEqualTo("data: 1");
            firstSeen.complete(null);
            client.readLine();
            assertThat(client.readLine()).isEqualTo("data: 2");
        }
    }

    @Test
    void eachPartOfARequestArrivesBeforeTheNextIsSent() throws Exception {
        CompletableFuture<Void> firstSeen = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readHead();
                    wire.readLine();
                    wire.read(5);
                    firstSeen.complete(null);
                    wire.readLine();
                    wire.readLine();
                    wire.read(6);
                    wire.send(OK);
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhello\n");
            await(firstSeen);
            client.send("6\nworld!\n0\n\n");
            assertThat(client.readMessage().body()).isEqualTo("ok");
        }
    }

    @Test
    void aBodyThatEndsWithTheModelsConnectionIsSentInChunks() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.0 200 OK\nServer: old\n\nuntil the end");
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(GET);
                Wire.Message answer = client.readMessage();
                assertThat(answer.head()).startsWith("HTTP/1.1 200 OK\nServer: old\n");
                assertThat(answer.body()).isEqualTo("until the end");
            }
        }
    }

    @Test
    void http10IsAnsweredAsItKnows() throws Exception {
        try (var model = ScriptedModel.answering("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n");
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("GET /old HTTP/1.0\n\n");
            assertThat(client.readToEnd()).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello");
            assertThat(model.nextRequest().head())
                    .isEqualTo(
                            "GET /old HTTP/1.1\nx-forwarded-for: 127.0.0.1\nx-forwarded-proto: http\nhost: 127.0.0.1:"
                                    + model.port() + "\n");
        }
    }

    @Test
    void http10KeepsItsConnectionWhereItAsksTo() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.0\nConnection: keep-alive\nContent-Length: 2\n\nhi");
            assertThat(client.readMessage().head())
                    .isEqualTo("HTTP/1.1 200 OK\nContent-Length: 2\nconnection: keep-alive\n");
            client.send("GET / HTTP/1.0\n\n");
            assertThat(client.readToEnd()).endsWith("ok");
        }
    }

    @Test
    void theModelDecidesWhetherABodyIsSent() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    assertThat(wire.readHead()).contains("Expect: 100-continue\n");
                    if (number == 1) {
                        wire.send("HTTP/1.1 417 Expectation Failed\nContent-Length: 3\n\nno!");
                    } else {
                        wire.send("HTTP/1.1 100 Continue\n\n");
                        wire.send("HTTP/1.1 200 OK\nContent-Length: 5\n\n" + wire.read(5));
                    }
                });
                var proxy = RunningTraffic.before(model.port())) {
            String head = "POST / HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 5\n\n";
            try (Wire client = proxy.client()) {
                Wire.Message answer = client.send(head).readMessage();
                assertThat(answer.status()).isEqualTo(417);
                assertThat(answer.body()).isEqualTo("no!");
            }
            try (Wire client = proxy.client()) {
                client.send(head);
                assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\n");
                assertThat(client.send("hello").readMessage().body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void whatComesBeforeTheAnswerPasses() throws Exception {
        try (var model = ScriptedModel.answering("HTTP/1.1 103 Early Hints\nLink: </a>\n\n" + OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(GET);
                assertThat(client.readHead()).isEqualTo("HTTP/1.1 103 Early Hints\nLink: </a>\n");
                assertThat(client.readMessage().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void headersOfOneConnectionGoNoFurther() throws Exception {
        try (var model = ScriptedModel.answering(
                        "HTTP/1.1 200 OK\nConnection: keep-alive, X-Inner\nKeep-Alive: timeout=5\n"
                                + "X-Inner: 1\nProxy-Authenticate: Basic\nUpgrade: h2c\nX-Kept: 2\nContent-Length: 2\n\nok");
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(
                    "GET / HTTP/1.1\nHost: a\nConnection: Keep-Alive, X-Own, Host, Content-Length\nX-Own: 1\nKeep-Alive: 300\n"
                            + "Proxy-Connection: keep-alive\nProxy-Authorization: Basic eA==\nTE: trailers\nX-Kept: 2\n"
                            + "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nContent-Length: 0\n\n");
            assertThat(client.readMessage().head()).isEqualTo("HTTP/1.1 200 OK\nX-Kept: 2\nContent-Length: 2\n");
            assertThat(model.nextRequest().head())
                    .isEqualTo("GET / HTTP/1.1\nHost: a\nX-Kept: 2\n"
                            + "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nContent-Length: 0\n"
                            + "x-forwarded-for: 127.0.0.1\nx-forwarded-proto: http\nx-forwarded-host: a\n");
        }
    }

    @Test
    void theClientIsAddedToTheForwardersAndTheRestIsKept() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("GET / HTTP/1.1\nHost: a\nX-Forwarded-For: 10.0.0.1\nX-Forwarded-For: 10.0.0.2\n"
                    + "X-Forwarded-Proto: https\nX-Forwarded-Host: outside\n\n");
            client.readMessage();
            Wire.Message request = model.nextRequest();
            assertThat(request.header("X-Forwarded-For")).contains("10.0.0.1, 10.0.0.2, 127.0.0.1");
            assertThat(request.header("X-Forwarded-Proto")).contains("https");
            assertThat(request.header("X-Forwarded-Host")).contains("outside");
        }
    }

    @Test
    void aWebSocketSpeaksBothWays() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    Wire.Message request = wire.readMessage();
                    assertThat(request.header("Connection")).contains("upgrade");
                    assertThat(request.header("Upgrade")).contains("websocket");
                    wire.send("HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: websocket\n"
                            + "Sec-WebSocket-Accept: x\n\nearly");
                    wire.sendExactly("<" + wire.read(4) + ">");
                    wire.sendExactly("<" + wire.read(4) + ">");
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(
                    "GET /ws HTTP/1.1\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: y\n\n");
            Wire.Message answer = new Wire.Message(client.readHead(), "");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Connection")).contains("upgrade");
            assertThat(answer.header("Upgrade")).contains("websocket");
            assertThat(client.read(5)).isEqualTo("early");
            assertThat(client.sendExactly("GET ").read(6)).isEqualTo("<GET >");
            assertThat(client.sendExactly("\r\n\r\n").read(6)).isEqualTo("<\r\n\r\n>");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aTunnelEndsForTheModelWhenTheClientGoes() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: own\n\n");
                    ended.complete(wire.isClosed());
                });
                var proxy = RunningTraffic.before(model.port())) {
            try (Wire client = proxy.client()) {
                client.send("GET / HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: own\n\n")
                        .readHead();
            }
            assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anUpgradeThatTheModelDeclinesIsAnAnswer() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: websocket\n\n");
                assertThat(client.readMessage().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void anAnswerThatComesBeforeTheBodyIsReadArrives() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Too Large\nContent-Length: 4\nConnection: close\n\nmuch");
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 100000000\n\n");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendUntilItBreaks(client));
            Wire.Message answer = client.readMessage();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("much");
            assertThat(answer.header("Connection")).contains("close");
            client.close();
            await(sending);
        }
    }

    private static void sendUntilItBreaks(Wire client) {
        try {
            byte[] part = new byte[10_000];
            for (int i = 0; i < 10_000; i++) {
                client.out().write(part);
            }
        } catch (IOException e) {
            // As it should: nobody reads.
        }
    }

    @Test
    void aClientThatGoesCancelsTheCall() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    asked.complete(null);
                    ended.complete(wire.isClosed());
                });
                var proxy = RunningTraffic.before(model.port())) {
            try (Wire client = proxy.client()) {
                client.send(GET);
                await(asked);
            }
            assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatGoesInTheMiddleOfItsBodyCancelsTheCall() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> cut = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readHead();
                    wire.read(5);
                    asked.complete(null);
                    cut.complete(wire.isClosed());
                });
                var proxy = RunningTraffic.before(model.port())) {
            try (Wire client = proxy.client()) {
                client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 50\n\nhello");
                await(asked);
            }
            assertThat(cut.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatBreaksOffNeverLooksWhole() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    String path = wire.readMessage().head().split(" ")[1];
                    wire.send("HTTP/1.1 200 OK\n"
                            + (path.equals("/chunked")
                                    ? "Transfer-Encoding: chunked\n\n5\nhello\n"
                                    : "Content-Length: 9\n\nhello"));
                });
                var proxy = RunningTraffic.before(model.port())) {
            for (String path : new String[] {"/chunked", "/length"}) {
                try (Wire client = proxy.client()) {
                    client.send("GET " + path + " HTTP/1.1\nHost: a\n\n");
                    assertThatThrownBy(client::readMessage).as(path).isInstanceOf(EOFException.class);
                }
            }
            try (Wire client = proxy.client()) {
                client.send("GET /chunked HTTP/1.0\n\n");
                assertThatThrownBy(client::readToEnd).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void aBodyWithoutALengthThatIsResetNeverLooksWhole() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\n\nhello");
                    await(seen);
                    wire.reset();
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readHead();
            client.readLine();
            assertThat(client.read(5)).isEqualTo("hello");
            seen.complete(null);
            assertThat(client.readLine()).isEmpty();
            assertThatThrownBy(client::readLine).isInstanceOf(IOException.class);
        }
    }

    static void await(CompletableFuture<Void> what) {
        what.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
