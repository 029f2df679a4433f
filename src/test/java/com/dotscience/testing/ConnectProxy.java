package com.dotscience.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that is asked by CONNECT, and leads to one port of this machine whatever it is asked for: so names can be used that
 * only it knows. It keeps what it was asked.
 */
public final class ConnectProxy implements AutoCloseable {

    /**
     * What somebody asked for.
     *
     * @param authorization the header {@code Proxy-Authorization}, or empty
     */
    public record Request(String target, String authorization) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;

    public ConnectProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            sockets.add(near);
            daemon(() -> serve(near));
        }
    }

    private void serve(Socket near) throws IOException {
        requests.add(read(near.getInputStream()));
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(far);
        near.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        daemon(() -> relay(far, near));
        relay(near, far);
    }

    /** Reads a byte at a time: what comes after the head is not for us. */
    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The head of the request is cut: " + head);
            }
            head.append((char) next);
        }
        List<String> lines = head.toString().lines().toList();
        String authorization = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        return new Request(lines.get(0).split(" ")[1], authorization);
    }

    private static void relay(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        }
    }

    private interface Serving {
        void run() throws IOException;
    }

    private static void daemon(Serving serving) {
        Thread thread = new Thread(() -> {
            try {
                serving.run();
            } catch (IOException closed) {
                // Either side hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
