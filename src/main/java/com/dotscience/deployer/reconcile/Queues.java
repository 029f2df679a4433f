package com.dotscience.deployer.reconcile;

import java.util.concurrent.BlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * The queues of {@code seda:}, as Camel has them, but for what is dropped from one when its route stops: that is done with
 * it, so that no id stays under way for a change that nobody will make.
 */
public final class Queues implements BlockingQueueFactory<Exchange> {

    @Override
    public BlockingQueue<Exchange> create() {
        return create(Integer.MAX_VALUE);
    }

    @Override
    public BlockingQueue<Exchange> create(int capacity) {
        return new Queue(capacity);
    }

    private static final class Queue extends HeldQueue {

        private static final long serialVersionUID = 1L;

        Queue(int capacity) {
            super(capacity);
        }

        @Override
        public void clear() {
            for (Exchange dropped = poll(); dropped != null; dropped = poll()) {
                UnitOfWorkHelper.doneSynchronizations(
                        dropped, dropped.getExchangeExtension().handoverCompletions());
            }
        }
    }
}
