package com.dotscience.modelproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.testing.ProxyProcess;
import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of any size, and many at once, in the memory that the program ships with; compared by checksum at the far end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Embedded
class MemoryTest {

    private static final int AT_ONCE = 64;
    private static final int MEGABYTE = 1_000_000;
    // Of the pod's 96; and no classes are shared here, as they are in the image.
    private static final int MOST_MEBIBYTES = 90;

    private static ScriptedModel model;
    private static ProxyProcess proxy;

    @BeforeAll
    static void start() {
        model = ScriptedModel.that(MemoryTest::serve);
        proxy = ProxyProcess.before(model.port(), Map.of());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        model.close();
    }

    /** Answers a POST with the checksum of its body, and {@code GET /BYTES} with as many. */
    private static void serve(Wire wire, int number) throws IOException {
        while (true) {
            String head = wire.readHead();
            if (head.startsWith("POST")) {
                long length = Long.parseLong(
                        new Wire.Message(head, "").header("content-length").orElseThrow());
                String checksum = Long.toString(checksum(wire.in(), length));
                wire.send("HTTP/1.1 200 OK\nContent-Length: " + checksum.length() + "\n\n" + checksum);
            } else if (head.matches("(?s)GET /\\d+ .*")) {
                long length = Long.parseLong(head.split("[/ ]")[2]);
                wire.send("HTTP/1.1 200 OK\nContent-Length: " + length + "\n\n");
                pour(wire.out(), length);
            } else {
                wire.send("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10L * MEGABYTE, 1000L * MEGABYTE})
    void aBodyOfAnySizeArrivesWholeInEitherDirection(long length) throws Exception {
        try (Wire client = Wire.to(proxy.port())) {
            assertThat(upload(client, length)).isEqualTo(checksumOfPoured(length));
            assertThat(download(client, length)).isEqualTo(checksumOfPoured(length));
        }
        assertStillSmall();
    }

    @Test
    void manyUploadsAtOnceArriveWhole() throws Exception {
        long expected = checksumOfPoured(MEGABYTE);
        atOnce(client -> {
            for (int i = 0; i < 10; i++) {
                assertThat(upload(client, MEGABYTE)).isEqualTo(expected);
            }
        });
        assertStillSmall();
    }

    @Test
    void manyClientsThatDoNotReadFillNoMemory() throws Exception {
        long length = 20L * MEGABYTE;
        long expected = checksumOfPoured(length);
        List<Wire> clients = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Wire client = Wire.to(proxy.port());
            client.send("GET /" + length + " HTTP/1.1\nHost: a\n\n");
            clients.add(client);
        }
        for (Wire client : clients) {
            client.readHead();
        }
        try (Wire other = Wire.to(proxy.port())) {
            assertThat(upload(other, MEGABYTE)).isEqualTo(checksumOfPoured(MEGABYTE));
        }
        for (Wire client : clients) {
            client.socket().setReceiveBufferSize(MEGABYTE);
            assertThat(checksum(client.in(), length)).isEqualTo(expected);
            client.close();
        }
        assertStillSmall();
    }

    @Test
    void manyClientsThatSendHalfARequestFillNoMemory() throws Exception {
        String head = "GET / HTTP/1.1\r\nHost: a\r\n" + "X-A: 0123456789012345678901234567890\r\n".repeat(700) + "X-";
        String body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(50_000);
        for (String half : List.of(head, body)) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                clients.add(Wire.to(proxy.port()).sendExactly(half));
            }
            assertStillSmall();
            clients.forEach(Wire::close);
        }
        try (Wire other = Wire.to(proxy.port())) {
            assertThat(upload(other, MEGABYTE)).isEqualTo(checksumOfPoured(MEGABYTE));
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(Wire client) throws IOException;
    }

    private static void atOnce(Use use) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            try (Wire client = Wire.to(proxy.port())) {
                                use.of(client);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        threads));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertStillSmall() throws Exception {
        Awaitility.await().until(() -> proxy.get("/health").statusCode() == 200);
        System.out.println("The model-proxy's peak: " + proxy.peakMemory() + " MiB");
        assertThat(proxy.peakMemory()).isLessThan(MOST_MEBIBYTES);
    }

    private static long upload(Wire client, long length) throws IOException {
        client.send("POST / HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n");
        pour(client.out(), length);
        return Long.parseLong(client.readMessage().body());
    }

    private static long download(Wire client, long length) throws IOException {
        client.send("GET /" + length + " HTTP/1.1\nHost: a\n\n").readHead();
        return checksum(client.in(), length);
    }

    /** Bytes that tell where in the stream they are. */
    private static void pour(OutputStream out, long length) throws IOException {
        byte[] part = new byte[Long.BYTES * 31_250];
        for (long sent = 0; sent < length; sent += part.length) {
            fill(part, sent);
            out.write(part, 0, (int) Math.min(part.length, length - sent));
        }
        out.flush();
    }

    private static void fill(byte[] part, long from) {
        long state = from * 0x9E3779B97F4A7C15L + 1;
        ByteBuffer numbers = ByteBuffer.wrap(part);
        while (numbers.remaining() >= Long.BYTES) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            numbers.putLong(state);
        }
    }

    private static long checksumOfPoured(long length) throws IOException {
        CRC32C checksum = new CRC32C();
        pour(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        checksum.update(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int count) {
                        checksum.update(bytes, from, count);
                    }
                },
                length);
        return checksum.getValue();
    }

    private static long checksum(InputStream in, long length) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] part = new byte[64 * 1024];
        long left = length;
        while (left > 0) {
            int read = in.read(part, 0, (int) Math.min(part.length, left));
            if (read < 0) {
                throw new IOException("ended " + left + " bytes too soon");
            }
            checksum.update(part, 0, read);
            left -= read;
        }
        return checksum.getValue();
    }
}
