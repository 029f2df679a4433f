package com.dotscience.deployer.work;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Adds an exchange to a queue, and does not wait for the work on it. */
final class WorkProducer extends DefaultProducer {

    private final WorkEndpoint endpoint;

    WorkProducer(WorkEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        Item item = Item.of(exchange);
        boolean added = false;
        try {
            added = add(item);
        } finally {
            if (!added) {
                item.close();
            }
        }
    }

    private boolean add(Item item) throws InterruptedException {
        WorkQueue<Item> queue = endpoint.queue();
        if (!endpoint.getDelay().isZero()) {
            queue.addAfter(item, endpoint.getDelay());
            return true;
        }
        // The sender of an id never waits for room, because no more ids can wait than there are model deployments.
        if (item instanceof Item.Id) {
            queue.add(item);
            return true;
        }
        return switch (endpoint.getWhenFull()) {
            case WAIT -> {
                queue.put(item);
                yield true;
            }
            case DROP -> queue.offer(item);
            case FAIL -> {
                if (!queue.offer(item)) {
                    throw new IllegalStateException("The queue work:" + endpoint.getName() + " is full");
                }
                yield true;
            }
        };
    }
}
