package com.dotscience.testing.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/** HTTP/2 frames (RFC 9113) as no library would send them. What comes back is read and thrown away. */
final class RawConnection implements AutoCloseable {
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int CONTINUATION = 9;
    static final int END_HEADERS = 4;

    private static final int SETTINGS = 4;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final DataOutputStream out;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        out.write(PREFACE.getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        out.flush();
        Thread reader = new Thread(this::readOn, "attacker's reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void readOn() {
        byte[] thrownAway = new byte[1 << 14];
        try {
            while (socket.getInputStream().read(thrownAway) >= 0) {
                // On.
            }
        } catch (IOException e) {
            // Closed, by either side.
        }
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >>> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Header fields as literals that nobody remembers (RFC 7541, 6.2.2), each shorter than 127 bytes. */
    static byte[] headers(Map<String, String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            block.write(0);
            literal(block, name);
            literal(block, value);
        });
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        try {
            block.write(text.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
