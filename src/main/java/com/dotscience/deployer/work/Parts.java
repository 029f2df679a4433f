package com.dotscience.deployer.work;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * An item that a route works on, in one or more parts: messages that it sends on to other queues are parts of the work on it.
 * The item is done when all of them are, however they ended (R5).
 */
final class Parts {

    private static final String PROPERTY = "CamelWorkParts";

    private final AtomicInteger open = new AtomicInteger(1);
    private final Runnable done;

    /** @param done is run once, when the last part is closed; the first one is open already */
    Parts(Runnable done) {
        this.done = done;
    }

    /** What an exchange is a part of; null if it is none. */
    static Parts of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Parts.class);
    }

    /** Makes an exchange, and whatever is copied from it, a part of this. */
    void mark(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** One part more; false if all are closed already, and there is nothing left to be a part of. */
    boolean open() {
        return open.getAndUpdate(parts -> parts == 0 ? 0 : parts + 1) > 0;
    }

    /** One part less. */
    void close() {
        if (open.decrementAndGet() == 0) {
            done.run();
        }
    }

    /** One part more until Camel is done with the exchange, or with the one that takes over from it behind a queue. */
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
