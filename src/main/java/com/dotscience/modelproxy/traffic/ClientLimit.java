package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections clients may have. At the limit one that is idle makes room for a new one, so that a front that keeps
 * many does not lock out all others; where none is, one more is taken and the next wait in the kernel's queue.
 */
final class ClientLimit {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    ClientLimit(int most) {
        this.most = most;
    }

    /** Makes room if there are too many, now that others may be idle. */
    void sweep(Worker worker) {
        int tooMany = open.get() - most;
        for (int i = 0; i < tooMany && worker.closeAnIdleClient(); i++) {
            // One more has gone.
        }
    }

    /** There is one more, on the loop of the worker. */
    void opened(Channel client, Worker worker) {
        client.closeFuture().addListener(closed -> {
            if (open.decrementAndGet() <= most) {
                client.parent().config().setAutoRead(true);
            }
        });
        if (open.incrementAndGet() > most && !worker.closeAnIdleClient()) {
            client.parent().config().setAutoRead(false);
        }
    }
}
