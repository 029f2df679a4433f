package com.dotscience.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Relays bytes to a port on loopback. A {@link Toxic} decides what becomes of them on their way. */
public final class TcpProxy implements AutoCloseable {

    /** Which way bytes go. */
    public enum Way {
        /** From whoever connects. */
        THERE,
        /** To whoever has connected. */
        BACK
    }

    /** What the network does to what passes. */
    public interface Toxic {

        /**
         * Is called with each portion of bytes, in their order, and holds it up until it returns.
         *
         * @param connection its number, from 0
         * @throws IOException to reset the connection
         */
        void meet(int connection, Way way) throws IOException, InterruptedException;
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private final Toxic toxic;

    public TcpProxy(int target, Toxic toxic) throws IOException {
        this.target = target;
        this.toxic = toxic;
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The port behind it. */
    public int target() {
        return target;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws Exception {
        for (int connection = 0; ; connection++) {
            Socket near = listening.accept();
            try {
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(near, far));
                int number = connection;
                daemon(() -> relay(number, Way.THERE, near, far));
                daemon(() -> relay(number, Way.BACK, far, near));
            } catch (ConnectException nobodyListens) {
                near.close();
            }
        }
    }

    private void relay(int number, Way way, Socket from, Socket to) throws Exception {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                try {
                    toxic.meet(number, way);
                } catch (IOException reset) {
                    from.setSoLinger(true, 0);
                    to.setSoLinger(true, 0);
                    throw reset;
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private interface Relay {
        void run() throws Exception;
    }

    private static void daemon(Relay relay) {
        Thread thread = new Thread(() -> {
            try {
                relay.run();
            } catch (Exception closed) {
                // Either side hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
