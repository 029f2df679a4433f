package com.dotscience.gateway.grpc.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.netty.handler.codec.http2.Http2Error;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that never acknowledges the server's SETTINGS (RFC 9113, 6.5.3) is not bound by them as far as Netty is concerned,
 * and could open as many streams as it likes.
 */
@Embedded
class UnacknowledgedSettingsTest {
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END_HEADERS = 4;
    private static final int MORE = 20;

    private TestGateway gateway;
    private Socket socket;
    private DataOutputStream out;

    @BeforeEach
    void connect(@TempDir Path directory) throws IOException {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(30_000);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        out.flush();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        gateway.close();
    }

    @Test
    void streamsAboveTheLimitAreRefusedAlsoBeforeTheSettingsAreAcknowledged() throws IOException {
        // They stay open: no message comes on them, and no end.
        for (int i = 0; i < Connection.MAX_CALLS + MORE; i++) {
            frame(HEADERS, END_HEADERS, 2 * i + 1, healthCheck());
        }
        frame(PING, 0, 0, new byte[8]);
        out.flush();

        assertThat(refusedUntilThePong()).isEqualTo(MORE);
    }

    private int refusedUntilThePong() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int refused = 0;
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.skipNBytes(5);
            byte[] payload = in.readNBytes(length);
            if (type == RST_STREAM && payload[3] == Http2Error.REFUSED_STREAM.code()) {
                refused++;
            }
            if (type == PING) {
                return refused;
            }
        }
    }

    /** As literals that nobody remembers (RFC 7541, 6.2.2). */
    private static byte[] healthCheck() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : List.of(
                Map.entry(":method", "POST"),
                Map.entry(":scheme", "http"),
                Map.entry(":path", "/grpc.health.v1.Health/Check"),
                Map.entry(":authority", "gateway"),
                Map.entry("content-type", "application/grpc"),
                Map.entry("te", "trailers"))) {
            block.write(0);
            for (String text : List.of(field.getKey(), field.getValue())) {
                block.write(text.length());
                block.write(text.getBytes(US_ASCII));
            }
        }
        return block.toByteArray();
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >>> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }
}
