package com.dotscience.modelproxy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One end of a connection, byte by byte as a test wants it. All text is Latin-1, so that no byte is lost. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** What the other end sent: the lines before the empty one, and the body as it was framed. */
    public record Message(String head, String body) {

        /** The value of a header; empty if there is none. */
        public Optional<String> header(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }
    }

    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects to a port on the loopback address. */
    public static Wire to(int port) {
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    public Socket socket() {
        return socket;
    }

    /** Sends; every line feed of the text becomes the end of a line as HTTP has it. */
    public Wire send(String lines) throws IOException {
        return sendExactly(lines.replace("\n", "\r\n"));
    }

    public Wire sendExactly(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
        return this;
    }

    /** Reads up to and with the end of a head; its lines end in line feeds only. */
    public String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(readByte());
        }
        String text = head.toString(ISO_8859_1).replace("\r\n", "\n");
        return text.substring(0, text.length() - 1);
    }

    /** Reads a message, its body by its length or its chunks: as it was framed, so that chunks can be compared. */
    public Message readMessage() throws IOException {
        String head = readHead();
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("\ntransfer-encoding: chunked")) {
            return new Message(head, readChunks());
        }
        var length = LENGTH.matcher(lower);
        return new Message(head, length.find() ? read(Integer.parseInt(length.group(1))) : "");
    }

    /** Reads a head and as many bytes as it says, without a body if the request was HEAD. */
    public String readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = readLine();
            int length = Integer.parseInt(size.strip(), 16);
            if (length == 0) {
                for (String trailer = readLine(); !trailer.isEmpty(); trailer = readLine()) {
                    body.append('[').append(trailer).append(']');
                }
                return body.toString();
            }
            body.append(read(length));
            readLine();
        }
    }

    public String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            line.append((char) c);
        }
        return line.toString().replace("\r", "");
    }

    public String read(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("ended after " + read.length + " of " + bytes + " bytes");
        }
        return new String(read, ISO_8859_1);
    }

    /** Everything until the other end closes. */
    public String readToEnd() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /** Whether the other end has closed or reset the connection; waits until it does, or sends something. */
    public boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset, as a process that dies with unread data does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private int readByte() throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException("the other end closed");
        }
        return read;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
