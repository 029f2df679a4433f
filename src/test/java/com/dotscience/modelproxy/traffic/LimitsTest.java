package com.dotscience.modelproxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How much, how long: bounded, and slow ones slow the other side. */
@Embedded
class LimitsTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(10);
    // What both kernels buffer of a connection, at most, and then some.
    private static final long MOST_IN_FLIGHT = 64L << 20;

    @Test
    void silenceOfTheModelIsAnAnswer() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.isClosed();
                });
                var proxy = new RunningTraffic(model.port(), limits(256, SHORT, LONG), List.of());
                Wire client = proxy.client()) {
            client.send(GET);
            Wire.Message answer = client.readMessage();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("{\"error\": \"The model said nothing for too long.\"}\n");
        }
    }

    @Test
    void silenceInTheMiddleCutsTheAnswer() throws Exception {
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\nContent-Length: 20\n\nhello");
                    wire.isClosed();
                });
                var proxy = new RunningTraffic(model.port(), limits(256, SHORT, LONG), List.of());
                Wire client = proxy.client()) {
            client.send(GET);
            assertThatThrownBy(client::readMessage).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void anIdleConnectionAndAHalfHeadAreClosed() throws Exception {
        try (var model = ScriptedModel.answering(OK);
                var proxy = new RunningTraffic(model.port(), limits(256, LONG, SHORT), List.of());
                Wire idle = proxy.client();
                Wire used = proxy.client();
                Wire half = proxy.client()) {
            half.send("GET / HTTP/1.1\nHo");
            used.send(GET).readMessage();
            assertThat(idle.isClosed()).isTrue();
            assertThat(half.isClosed()).isTrue();
            assertThat(used.isClosed()).isTrue();
        }
    }

    @Test
    void largeHeadsHaveTogetherNoMoreThanTheirBudget() throws Exception {
        String half = "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000);
        try (var model = ScriptedModel.answering(OK);
                var proxy = new RunningTraffic(model.port(), limits(256, LONG, LONG), List.of());
                Wire large = proxy.client().sendExactly(half);
                Wire small = proxy.client()) {
            Wire.Message refused = Awaitility.await()
                    .until(
                            () -> {
                                // Until the first one's half has been read.
                                try (Wire second = proxy.client()) {
                                    return second.sendExactly(half + "\r\n\r\n").readMessage();
                                }
                            },
                            answer -> answer.status() != 200);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Connection")).contains("close");
            assertThat(small.send(GET).readMessage().status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(large.sendExactly(i == 0 ? "\r\n\r\n" : half + "\r\n\r\n")
                                .readMessage()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void requestsBeyondTheLimitWaitForTheirTurn() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    if (number == 1) {
                        PassingTest.await(go);
                    }
                    wire.send(OK);
                    wire.readMessage();
                });
                var proxy = new RunningTraffic(model.port(), limits(1, LONG, LONG), List.of());
                Wire first = proxy.client();
                Wire second = proxy.client();
                Wire third = proxy.client()) {
            first.send(GET);
            Awaitility.await().until(() -> model.connections() == 1);
            second.send("POST / HTTP/1.1\nHost: a\nContent-Length: 30000\n\n" + "x".repeat(30_000));
            third.send("GET /gives-up HTTP/1.1\nHost: a\n\n");
            Awaitility.await().until(() -> proxy.traffic().underWay() == 3);
            third.close();
            Awaitility.await().until(() -> proxy.traffic().underWay() == 2);
            go.complete(null);
            assertThat(first.readMessage().body()).isEqualTo("ok");
            assertThat(second.readMessage().body()).isEqualTo("ok");
            assertThat(model.connections()).isEqualTo(2);
            Awaitility.await().until(() -> proxy.traffic().underWay() == 0);
        }
    }

    @Test
    void atTheLimitOfConnectionsAnIdleOneMakesRoomAndElseNewOnesWait() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    PassingTest.await(go);
                    wire.send(OK);
                });
                var proxy = new RunningTraffic(model.port(), clients(2), List.of());
                Wire busy = proxy.client().send(GET)) {
            Awaitility.await().until(() -> proxy.traffic().underWay() == 1);
            try (Wire idle = proxy.client();
                    Wire second = proxy.client().send(GET)) {
                assertThat(idle.isClosed()).isTrue();
                Awaitility.await().until(() -> proxy.traffic().underWay() == 2);
                try (Wire third = proxy.client().send(GET);
                        Wire waits = proxy.client().send(GET)) {
                    // Both where they were accepted together.
                    Awaitility.await().until(() -> proxy.traffic().underWay() >= 3);
                    go.complete(null);
                    for (Wire client : List.of(busy, second, third, waits)) {
                        assertThat(client.readMessage().body()).isEqualTo("ok");
                    }
                }
            }
        }
    }

    @Test
    void aSlowModelSlowsTheClient() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        AtomicLong sent = new AtomicLong();
        long length = 200L << 20;
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readHead();
                    PassingTest.await(go);
                    wire.in().skipNBytes(length);
                    wire.send(OK);
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> pour(client, length, sent));
            assertStalls(sent);
            go.complete(null);
            assertThat(client.readMessage().body()).isEqualTo("ok");
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSlowClientSlowsTheModel() throws Exception {
        AtomicLong sent = new AtomicLong();
        long length = 200L << 20;
        try (var model = ScriptedModel.that((wire, number) -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\nContent-Length: " + length + "\n\n");
                    pour(wire, length, sent);
                    wire.isClosed();
                });
                var proxy = RunningTraffic.before(model.port());
                Wire client = proxy.client()) {
            client.send(GET).readHead();
            assertStalls(sent);
            client.in().skipNBytes(length);
            assertThat(sent).hasValue(length);
        }
    }

    private static void assertStalls(AtomicLong sent) {
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        assertThat(sent.get()).isLessThan(MOST_IN_FLIGHT);
    }

    private static void pour(Wire wire, long length, AtomicLong sent) {
        byte[] part = new byte[64 * 1024];
        try {
            while (sent.get() < length) {
                int size = (int) Math.min(part.length, length - sent.get());
                wire.out().write(part, 0, size);
                sent.addAndGet(size);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Limits clients(int clients) {
        return limits(clients, 256, LONG, LONG);
    }

    static Limits limits(int exchanges, Duration silence, Duration clientIdle) {
        return limits(Limits.DEFAULT.clients(), exchanges, silence, clientIdle);
    }

    private static Limits limits(int clients, int exchanges, Duration silence, Duration clientIdle) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                clients,
                exchanges,
                usual.requestLineBytes(),
                usual.headBytes(),
                30_000,
                usual.replayBytes(),
                usual.streams(),
                usual.streamWindowBytes(),
                usual.connectionWindowBytes(),
                usual.idleModelConnections(),
                usual.connect(),
                silence,
                clientIdle,
                usual.modelIdle(),
                usual.linger());
    }
}
