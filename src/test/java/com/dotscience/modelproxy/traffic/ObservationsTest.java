package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observer;
import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which calls observers get, in which order, and that they harm nobody. */
@Embedded
class ObservationsTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";

    /** Writes down each call in a line. */
    private static final class Notes implements Observer {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public Observation begin(HttpRequest request) {
            lines.add(request.method() + " " + request.uri() + " "
                    + request.headers().get("Connection"));
            return new Observation() {
                @Override
                public void requestBody(ByteBuf part) {
                    lines.add("sent " + part.toString(UTF_8));
                }

                @Override
                public void responseHead(HttpResponse head) {
                    lines.add("answered " + head.status().code());
                }

                @Override
                public void responseBody(ByteBuf part) {
                    lines.add("got " + part.toString(UTF_8));
                }

                @Override
                public void end(Ending ending) {
                    lines.add("end " + ending);
                }
            };
        }

        void await(String... expected) {
            Awaitility.await().untilAsserted(() -> assertThat(lines).containsExactly(expected));
        }
    }

    @Test
    void theyAreToldInOrder() throws Exception {
        Notes notes = new Notes();
        try (var model = ScriptedModel.answering("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nab\n1\nc\n0\n\n");
                var proxy = new RunningTraffic(model.port(), Limits.DEFAULT, List.of(notes));
                Wire client = proxy.client()) {
            client.send("POST /p HTTP/1.1\nHost: a\nConnection: keep-alive\nContent-Length: 5\n\nhello")
                    .readMessage();
            notes.await("POST /p keep-alive", "sent hello", "answered 200", "got ab", "got c", "end COMPLETE");
        }
    }

    @Test
    void theyAreToldOfAnswersThatAreTheProxysOwn() throws Exception {
        Notes notes = new Notes();
        try (var proxy = new RunningTraffic(ModelInTroubleTest.freePort(), Limits.DEFAULT, List.of(notes));
                Wire client = proxy.client()) {
            Wire.Message answer = client.send(GET).readMessage();
            notes.await("GET / null", "answered 503", "got " + answer.body(), "end COMPLETE");
        }
    }

    @Test
    void aRefusedRequestIsNotObserved() throws Exception {
        Notes notes = new Notes();
        try (var proxy = new RunningTraffic(ModelInTroubleTest.freePort(), Limits.DEFAULT, List.of(notes));
                Wire client = proxy.client()) {
            client.send("GET / HTTP/1.1\n\n").readMessage();
            assertThat(notes.lines).isEmpty();
        }
    }

    @Test
    void theyAreToldWhoBrokeOff() throws Exception {
        Notes cut = new Notes();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\nContent-Length: 20\n\nhello");
                });
                var proxy = new RunningTraffic(model.port(), Limits.DEFAULT, List.of(cut));
                Wire client = proxy.client()) {
            client.send(GET);
            cut.await("GET / null", "answered 200", "got hello", "end CUT");
        }
        Notes cancelled = new Notes();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    asked.complete(null);
                    wire.isClosed();
                });
                var proxy = new RunningTraffic(model.port(), Limits.DEFAULT, List.of(cancelled))) {
            try (Wire client = proxy.client()) {
                client.send(GET);
                PassingTest.await(asked);
            }
            cancelled.await("GET / null", "end CANCELLED");
        }
    }

    @Test
    void oneThatFailsHarmsNeitherTheAnswerNorTheOthers() throws Exception {
        Notes notes = new Notes();
        Observer fails = request -> {
            throw new IllegalStateException("at the beginning");
        };
        Observer failsLater = request -> new Observation() {
            @Override
            public void requestBody(ByteBuf part) {
                throw new IllegalStateException("of the body");
            }

            @Override
            public void responseHead(HttpResponse head) {
                throw new IllegalStateException("of the answer");
            }

            @Override
            public void responseBody(ByteBuf part) {
                throw new IllegalStateException("of the answer's body");
            }

            @Override
            public void end(Ending ending) {
                throw new IllegalStateException("at the end");
            }
        };
        try (var model = ScriptedModel.answering(OK);
                var proxy = new RunningTraffic(model.port(), Limits.DEFAULT, List.of(fails, failsLater, notes));
                Wire client = proxy.client()) {
            assertThat(client.send(GET).readMessage().body()).isEqualTo("ok");
            notes.await("GET / null", "answered 200", "got ok", "end COMPLETE");
        }
    }
}
