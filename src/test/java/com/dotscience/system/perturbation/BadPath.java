package com.dotscience.system.perturbation;

import com.dotscience.testing.TcpProxy;
import java.io.IOException;
import java.util.Random;

/** A path through a network that can turn bad. It counts how often that took effect. */
final class BadPath implements TcpProxy.Toxic, AutoCloseable {

    /** What a network does to what passes. */
    enum Ailment {
        /** Everything takes its time. */
        DELAY(20),
        /** Some of it has to be sent again: what TCP makes of that is that it comes late, and all behind it too. */
        LOSS(20),
        /** Connections are reset. */
        CUT(5),
        /** What is sent arrives, and no answer does. On each connection something waits once. */
        ONLY_THERE(1),
        /** Nothing that is sent arrives, what was asked before is answered. */
        ONLY_BACK(1);

        private final int atLeast;

        Ailment(int atLeast) {
            this.atLeast = atLeast;
        }
    }

    private static final int DELAY_MILLIS = 50;
    private static final int AGAIN_MILLIS = 300;
    private static final int ONE_OF = 10;

    private final TcpProxy proxy;
    private final Random random;
    private Ailment ailment;
    private int struck;

    BadPath(int target, long seed) throws IOException {
        this.random = new Random(seed);
        this.proxy = new TcpProxy(target, this);
    }

    int port() {
        return proxy.port();
    }

    /** From now on. */
    synchronized void turn(Ailment worse) {
        ailment = worse;
        struck = 0;
    }

    /** What waits goes on. */
    synchronized void heal() {
        ailment = null;
        notifyAll();
    }

    /** How often it has taken effect since it turned bad. */
    synchronized int struck() {
        return struck;
    }

    /** Whether it has taken effect as often as it has to, to count as bad. */
    synchronized boolean isFelt() {
        return ailment != null && struck >= ailment.atLeast;
    }

    @Override
    public synchronized void meet(int connection, TcpProxy.Way way) throws IOException, InterruptedException {
        if (ailment == null) {
            return;
        }
        switch (ailment) {
            case DELAY -> holdFor(DELAY_MILLIS + random.nextInt(DELAY_MILLIS));
            case LOSS -> {
                if (random.nextInt(ONE_OF) == 0) {
                    holdFor(AGAIN_MILLIS);
                }
            }
            case CUT -> {
                if (random.nextInt(ONE_OF) == 0) {
                    struck++;
                    throw new IOException("cut");
                }
            }
            case ONLY_THERE -> holdAll(way, TcpProxy.Way.BACK);
            case ONLY_BACK -> holdAll(way, TcpProxy.Way.THERE);
        }
    }

    private void holdFor(long millis) throws InterruptedException {
        struck++;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && ailment != null; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void holdAll(TcpProxy.Way way, TcpProxy.Way lost) throws InterruptedException {
        if (way == lost) {
            struck++;
            while (ailment != null) {
                wait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        heal();
        proxy.close();
    }
}
