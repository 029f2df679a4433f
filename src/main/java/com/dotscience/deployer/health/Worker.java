package com.dotscience.deployer.health;

import java.util.concurrent.BlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.component.seda.QueueReference;
import org.apache.camel.component.seda.SedaComponent;

/**
 * A route that takes its work from a queue.
 *
 * @param route its id
 * @param component the queue's, {@code seda} or {@code ids}
 * @param queue its name
 */
public record Worker(String route, String component, String queue) {

    /** How many exchanges wait for it; none if there is no such queue. */
    public int waiting(CamelContext context) {
        if (!(context.hasComponent(component) instanceof SedaComponent queues)) {
            return 0;
        }
        QueueReference reference = queues.getQueues().get(queues.getQueueKey(component + "://" + queue));
        BlockingQueue<Exchange> waiting = reference == null ? null : reference.getQueue();
        return waiting == null ? 0 : waiting.size();
    }

    /** How many exchanges it is done with, however they ended. */
    long done(CamelContext context) {
        ManagedRouteMBean managed = context.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(route);
        return managed == null ? 0 : managed.getExchangesTotal();
    }
}
