package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the connections of clients. At the limit, an idle connection is closed for each new one, so that a load balancer with
 * many connections does not lock out other clients. If none is idle, one more is accepted, and the next wait in the kernel's queue.
 */
final class ClientLimit {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    ClientLimit(int most) {
        this.most = most;
    }

    /** Closes idle connections if there are too many; some may have become idle since the limit was reached. */
    void sweep(Worker worker) {
        int tooMany = open.get() - most;
        for (int i = 0; i < tooMany && worker.closeAnIdleClient(); i++) {
            // The condition closes one connection each time.
        }
    }

    /** Counts a new connection. It is called on the event loop of the worker. */
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
