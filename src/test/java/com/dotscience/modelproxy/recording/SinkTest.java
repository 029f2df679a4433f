package com.dotscience.modelproxy.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.modelproxy.memory.MemoryBudget;
import com.dotscience.modelproxy.metrics.Registry;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.PrometheusText;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Embedded
class SinkTest {

    private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123Z");
    private static final long MEMORY_BYTES = 40_000_000;
    private static final String OK = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok";

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final Registry registry = new Registry();
    private final MemoryBudget memory = new MemoryBudget(MEMORY_BYTES);
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    /** Head and body of each request that the server has read. */
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void anEventIsACloudEventInTheBinaryMode() throws IOException {
        Sink sink = sink(server(request -> OK), "/events?from=here");

        sink.accept(event(Event.Kind.REQUEST, "id-1", "{\"instances\": [1]}"));

        await().until(() -> received.size() == 1);
        assertThat(received.get(0))
                .startsWith("POST /events?from=here HTTP/1.1\r\n")
                .endsWith("\r\n\r\n{\"instances\": [1]}")
                .containsIgnoringCase("\r\nce-specversion: 1.0\r\n")
                .containsIgnoringCase("\r\nce-id: id-1\r\n")
                .containsIgnoringCase("\r\nce-type: org.kubeflow.serving.inference.request\r\n")
                .containsIgnoringCase("\r\nce-source: /deployments/d-1\r\n")
                .containsIgnoringCase("\r\nce-inferenceservicename: d-1\r\n")
                .containsIgnoringCase("\r\nce-time: 2026-11-26T10:00:00.123Z\r\n")
                .containsIgnoringCase("\r\ncontent-type: application/json\r\n");
        await().until(() -> recorded("request") == 1);
        assertThat(memory.tryReserve(MEMORY_BYTES)).isTrue();
    }

    @Test
    void manyEventsGoOverFewConnections() throws IOException {
        Sink sink = sink(server(request -> OK), "");
        for (int i = 0; i < 200; i++) {
            sink.accept(event(Event.Kind.RESPONSE, "id-" + i, "x".repeat(i * 100)));
        }

        await().until(() -> recorded("response") == 200);
        assertThat(received.stream().map(request -> request.replaceAll("(?s).*ce-id: (\\S+).*", "$1")))
                .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.range(0, 200)
                        .mapToObj(i -> "id-" + i)
                        .toList());
        // One that listens, and those that were accepted.
        assertThat(open.size() - 1).isLessThanOrEqualTo(4);
        assertThat(memory.tryReserve(MEMORY_BYTES)).isTrue();
    }

    @Test
    void aSinkThatRefusesIsSentTheNextAllTheSame() throws IOException {
        Sink sink = sink(
                server(request -> request.contains("bad")
                        ? "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"
                        : "HTTP/1.1 100 Continue\r\n\r\n" + OK),
                "/");
        sink.accept(event(Event.Kind.REQUEST, "1", "bad"));
        sink.accept(event(Event.Kind.REQUEST, "2", "good"));

        await().until(() -> recorded("request") == 1 && dropped("refused") == 1);
    }

    @Test
    void aSinkThatIsGoneCostsTheEvents() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        Sink sink = sink(gone, "/");
        for (int i = 0; i < 10; i++) {
            sink.accept(event(Event.Kind.REQUEST, "1", "a"));
        }

        await().until(() -> dropped("unreachable") == 10);
        assertThat(memory.tryReserve(MEMORY_BYTES)).isTrue();
    }

    @Test
    void aSinkThatBreaksOffOrSpeaksNonsenseCostsTheEvent() throws IOException {
        Sink sink = sink(server(request -> request.contains("cut") ? null : "what?\r\n\r\n"), "/");
        sink.accept(event(Event.Kind.REQUEST, "1", "cut"));
        sink.accept(event(Event.Kind.REQUEST, "2", "nonsense"));

        await().until(() -> dropped("unreachable") == 2);
    }

    @Test
    void aSinkThatHangsCostsWhatFindsNoRoomAtOnceAndTheRestInTime() throws IOException {
        Sink sink = sink(server(request -> ""), "/");
        for (int i = 0; i < 300; i++) {
            sink.accept(event(Event.Kind.REQUEST, "1", "a"));
        }

        await().until(() -> dropped("full") == 300 - 256 - 4);
        await().atMost(Duration.ofSeconds(30)).until(() -> dropped("timeout") >= 4);
    }

    @Test
    void anEventThatMeetsAConnectionJustClosedIsSentAgain() throws IOException {
        // Each connection serves one request, and says that it may serve more.
        Sink sink = sink(server(request -> OK + "\0close"), "/");
        for (int i = 1; i <= 20; i++) {
            sink.accept(event(Event.Kind.REQUEST, "id-" + i, "a"));
            int sent = i;
            await().until(() -> recorded("request") == sent);
        }
        assertThat(dropped("unreachable")).isZero();
    }

    private double recorded(String type) {
        return value("model_proxy_recorded_events_total{type=\"" + type + "\"}");
    }

    private double dropped(String reason) {
        return value("model_proxy_recording_dropped_events_total{reason=\"" + reason + "\"}");
    }

    private double value(String series) {
        return PrometheusText.parse(text(registry)).value(series);
    }

    private Event event(Event.Kind kind, String id, String body) {
        Copy copy = new Copy(memory, 1_000_000);
        for (int at = 0; at < body.length(); at += 7_000) {
            copy.add(Unpooled.copiedBuffer(body.substring(at, Math.min(body.length(), at + 7_000)), UTF_8));
        }
        return new Event(kind, id, TIME, "application/json", null, copy);
    }

    private Sink sink(ServerSocket server, String path) throws SSLException {
        URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
        Connector connector = new Connector(loops.next(), UnpooledByteBufAllocator.DEFAULT, url, Duration.ofSeconds(3));
        return new Sink(loops.next(), connector, new Envelope(url, "d-1"), new RecordingMeters(registry));
    }

    /** @param answers null closes the connection, and so does what ends with a NUL and "close" once it is sent */
    private ServerSocket server(UnaryOperator<String> answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        background(() -> {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                background(() -> serve(client, answers));
            }
        });
        return server;
    }

    private void serve(Socket client, UnaryOperator<String> answers) throws IOException {
        InputStream in = client.getInputStream();
        while (true) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            String request = head + new String(in.readNBytes(length), UTF_8);
            received.add(request);
            String answer = answers.apply(request);
            if (answer != null) {
                client.getOutputStream().write(answer.split("\0")[0].getBytes(UTF_8));
            }
            if (answer == null || answer.endsWith("\0close")) {
                client.close();
                return;
            }
        }
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void background(Io work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test is over, or the other side has gone.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String text(Registry registry) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        registry.writeTo(text);
        return text.toString(UTF_8);
    }
}
