package com.dotscience.testing;

import java.io.IOException;

/**
 * Relays bytes to a port, until it freezes: then it holds all connections open and lets nothing through, either way, as a
 * firewall does that has forgotten them.
 */
public final class FreezingProxy implements AutoCloseable {

    private final TcpProxy proxy;
    private boolean frozen;
    private int accepted;
    private int deadBelow;
    private int held;

    public FreezingProxy(int target) throws IOException {
        this.proxy = new TcpProxy(target, (connection, way) -> awaitThaw(connection));
    }

    public String address() {
        return "localhost:" + port();
    }

    public int port() {
        return proxy.port();
    }

    /** The port behind it. */
    public int target() {
        return proxy.target();
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

    /** What connects from now on gets through; what has been used before stays as it is. */
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
        proxy.close();
    }

    private synchronized void awaitThaw(int number) throws InterruptedException {
        accepted = Math.max(accepted, number + 1);
        if (frozen || number < deadBelow) {
            held++;
        }
        while (frozen || number < deadBelow) {
            wait();
        }
    }
}
