package com.dotscience.testing.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address for those who listen a moment later: none that a connection might get meanwhile. */
final class LoopbackPorts {

    // Below those that Linux and macOS give to connections.
    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    private final Set<Integer> taken = new HashSet<>();
    private int next = ThreadLocalRandom.current().nextInt(COUNT);

    synchronized int take() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + next++ % COUNT;
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
    }

    synchronized void giveBack(Collection<Integer> ports) {
        taken.removeAll(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
