package com.dotscience.deployer.work;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The parts of the work on one item: the item itself, and the messages that its route sends on to other queues. The
 * item is done when all parts have ended, in whatever way (R5), so that no other worker gets it before.
 */
final class Parts {

    private static final String PROPERTY = "CamelWorkParts";

    private final AtomicInteger open = new AtomicInteger(1);
    private final Runnable done;

    /** @param done runs once, when the last part is closed; the first part is open already */
    Parts(Runnable done) {
        this.done = done;
    }

    /** Returns the work of which an exchange is a part; null if there is none. */
    static Parts of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Parts.class);
    }

    /** Makes an exchange, and whatever is copied from it, a part of this work. */
    void mark(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Opens one more part. Returns false if all parts are closed already, because the work is then over. */
    boolean open() {
        return open.getAndUpdate(parts -> parts == 0 ? 0 : parts + 1) > 0;
    }

    /** Closes one part. */
    void close() {
        if (open.decrementAndGet() == 0) {
            done.run();
        }
    }

    /**
     * Opens one more part, and closes it when Camel is done with the exchange, or with the exchange that continues it
     * behind a queue.
     */
    void openUntilDone(Exchange exchange) {
        if (open()) {
            exchange.getExchangeExtension().addOnCompletion(closing());
        }
    }

    private Synchronization closing() {
        return new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange exchange) {
                close();
            }
        };
    }
}
