package com.dotscience.deployer.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Relays bytes to a port, until it freezes: then it holds all connections open and lets nothing through, either way. */
final class FreezingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private boolean frozen;

    FreezingProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    String address() {
        return "localhost:" + listening.getLocalPort();
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
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
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(near, far));
            daemon(() -> relay(near, far));
            daemon(() -> relay(far, near));
        }
    }

    private void relay(Socket from, Socket to) throws Exception {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitThaw();
                out.write(buffer, 0, n);
            }
        }
    }

    private synchronized void awaitThaw() throws InterruptedException {
        while (frozen) {
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
