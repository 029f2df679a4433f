package com.dotscience.deployer.reconcile;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * A queue of ids without duplicates, for a {@code seda:} endpoint: an id that already waits is not queued again.
 *
 * <p>So it is bounded by the number of ids, and whoever reports one is never held up. An id leaves the set of those that
 * wait before it is handed to the consumer: news that comes after that queues it again.
 */
final class IdQueue extends HeldQueue {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> waiting = ConcurrentHashMap.newKeySet();

    IdQueue() {
        super(Integer.MAX_VALUE);
    }

    @Override
    public boolean offer(Exchange exchange) {
        if (waiting.add(id(exchange))) {
            return super.offer(exchange);
        }
        // What was to be done when its work is done was handed over to it, and would be lost with it.
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
        return true;
    }

    @Override
    public boolean offer(Exchange exchange, long timeout, TimeUnit unit) {
        return offer(exchange);
    }

    @Override
    public void put(Exchange exchange) {
        offer(exchange);
    }

    @Override
    public Exchange poll() {
        return taken(super.poll());
    }

    @Override
    public Exchange poll(long timeout, TimeUnit unit) throws InterruptedException {
        return taken(super.poll(timeout, unit));
    }

    @Override
    public Exchange take() throws InterruptedException {
        return taken(super.take());
    }

    @Override
    public int drainTo(Collection<? super Exchange> sink, int max) {
        int drained = 0;
        for (Exchange next; drained < max && (next = poll()) != null; drained++) {
            sink.add(next);
        }
        return drained;
    }

    @Override
    public void clear() {
        while (poll() != null) {
            // each leaves the set of those that wait as well
        }
    }

    private Exchange taken(Exchange exchange) {
        if (exchange != null) {
            waiting.remove(id(exchange));
        }
        return exchange;
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }
}
