package com.dotscience.deployer.reconcile;

import java.util.concurrent.BlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;

/** The queues of a {@code seda:} component of its own, {@code ids:}, in which an id waits at most once. */
public final class IdQueues implements BlockingQueueFactory<Exchange> {

    private IdQueues() {}

    /** The component to bind as {@code ids}. */
    public static SedaComponent component() {
        SedaComponent ids = new IdsComponent();
        ids.setDefaultQueueFactory(new IdQueues());
        return ids;
    }

    /** A class of its own, because Camel remarks at the start on two components of one class. */
    private static final class IdsComponent extends SedaComponent {}

    @Override
    public BlockingQueue<Exchange> create() {
        return new IdQueue();
    }

    @Override
    public BlockingQueue<Exchange> create(int capacity) {
        return new IdQueue();
    }
}
