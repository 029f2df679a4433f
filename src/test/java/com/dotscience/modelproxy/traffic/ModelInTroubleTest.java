package com.dotscience.modelproxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client hears when the model is down, breaks off, or has just closed the connection that was kept. */
@Embedded
class ModelInTroubleTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";

    @Test
    void aModelThatIsDownIsUnavailableAndAConnectionOutlivesIt() throws Exception {
        int port = freePort();
        try (var proxy = RunningTraffic.before(port);
                Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
                Wire.Message answer = client.readMessage();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).contains("1");
                assertThat(answer.header("Content-Type")).contains("application/json");
                assertThat(answer.body())
                        .isEqualTo("{\"error\": \"The model takes no connection; it may be starting or gone.\"}\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "no HTTP at all\r\n\r\n",
                "HTTP/1.1 abc OK\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab"
            })
    void aModelThatBreaksBeforeItsHeadIsABadGateway(String said) throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send(said);
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET);
            Wire.Message answer = client.readMessage();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).startsWith("{\"error\": \"");
            assertThat(model.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatMeetsAConnectionJustClosedIsSentAgain() throws Exception {
        try (var model = closingAtTheSecondRequest(false);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readMessage();
            client.send("POST /again HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
            assertThat(client.readMessage().status()).isEqualTo(200);
            model.nextRequest();
            assertThat(model.nextRequest().body()).isEqualTo("hello");
            Wire.Message again = model.nextRequest();
            assertThat(again.head()).startsWith("POST /again HTTP/1.1\n");
            assertThat(again.header("X-Forwarded-For")).contains("127.0.0.1");
            assertThat(again.body()).isEqualTo("hello");
            assertThat(model.connections()).isEqualTo(2);
        }
    }

    @Test
    void aRequestThatMeetsAResetIsSentAgain() throws Exception {
        try (var model = closingAtTheSecondRequest(true);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readMessage();
            client.send("POST /again HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
            assertThat(client.readMessage().status()).isEqualTo(200);
        }
    }

    /** One request a connection is answered; at the second the connection ends without a word. */
    private static ScriptedModel closingAtTheSecondRequest(boolean reset) {
        ScriptedModel[] self = new ScriptedModel[1];
        self[0] = ScriptedModel.that((wire, number) -> {
            self[0].note(wire.readMessage());
            wire.send(OK);
            self[0].note(wire.readMessage());
            if (reset) {
                wire.reset();
            }
        });
        return self[0];
    }

    @Test
    void itIsSentAgainOnceOnly() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    if (number == 1) {
                        wire.send(OK);
                        wire.readMessage();
                    }
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readMessage();
            assertThat(client.send(GET).readMessage().status()).isEqualTo(502);
            assertThat(model.connections()).isEqualTo(2);
        }
    }

    @Test
    void aBodyTooLargeToBeSentAgainOrOfUnknownLengthGetsAFreshConnection() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readMessage();
            String body = "x".repeat(Limits.DEFAULT.replayBytes());
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: " + body.length() + "\n\n" + body)
                    .readMessage();
            assertThat(model.connections()).isEqualTo(1);
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: " + (body.length() + 1) + "\n\n" + body + "x")
                    .readMessage();
            assertThat(model.connections()).isEqualTo(2);
            client.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n1\nx\n0\n\n")
                    .readMessage();
            assertThat(model.connections()).isEqualTo(3);
            client.send(GET).readMessage();
            assertThat(model.connections()).isEqualTo(3);
        }
    }

    @Test
    void aConnectionThatTheModelClosedWhileItWaitedIsNotUsed() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send(OK);
                    if (number == 1) {
                        PassingTest.await(answered);
                    } else {
                        wire.readMessage();
                    }
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readMessage();
            answered.complete(null);
            for (int i = 0; i < 20; i++) {
                try (Wire another = proxy.client()) {
                    assertThat(another.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1\nConnection: close\n\nx")
                                    .readMessage()
                                    .status())
                            .isEqualTo(200);
                }
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
