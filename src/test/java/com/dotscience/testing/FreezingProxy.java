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

/**
 * Relays bytes to a port, until it freezes: then it holds all connections open and lets nothing through, either way, as a
 * firewall does that has forgotten them.
 */
public final class FreezingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private boolean frozen;
    private int accepted;
    private int deadBelow;
    private int held;

    public FreezingProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    public String address() {
        return "localhost:" + port();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The port behind it. */
    public int target() {
        return target;
    }

    public synchronized void freeze() {
        frozen = true;
    }

    /** All connections go on. */
    public synchronized void thaw() {
        frozen = false;
        deadBelow = 0;
        notifyAll();
    }

    /** What connects from now on gets through; what was connected before stays as it is. */
    public synchronized void openNewPath() {
        frozen = false;
        deadBelow = accepted;
        notifyAll();
    }

    /** How often something was on its way that could not go on. */
    public synchronized int held() {
        return held;
    }

    @Override
    public void close() throws IOException {
        thaw();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws Exception {
        while (true) {
            Socket near = listening.accept();
            try {
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(near, far));
                int number = next();
                daemon(() -> relay(number, near, far));
                daemon(() -> relay(number, far, near));
            } catch (ConnectException nobodyListens) {
                near.close();
            }
        }
    }

    private synchronized int next() {
        return accepted++;
    }

    private void relay(int number, Socket from, Socket to) throws Exception {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitThaw(number);
                out.write(buffer, 0, n);
            }
        }
    }

    private synchronized void awaitThaw(int number) throws InterruptedException {
        if (frozen || number < deadBelow) {
            held++;
        }
        while (frozen || number < deadBelow) {
            wait();
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
