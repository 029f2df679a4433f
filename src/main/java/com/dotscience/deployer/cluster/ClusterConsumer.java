package com.dotscience.deployer.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Delivers events to the route, one at a time, on a thread of its own that the route may block. */
final class ClusterConsumer extends DefaultConsumer {

    private final Observation observation;
    private final PendingEvents pending;
    private ExecutorService delivery;

    ClusterConsumer(ClusterEndpoint endpoint, Processor processor, Observation observation, Duration settle) {
        super(endpoint, processor);
        this.observation = observation;
        this.pending = new PendingEvents(settle);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        delivery = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, getEndpoint().getEndpointUri());
        delivery.execute(this::deliver);
        observation.add(pending);
    }

    @Override
    protected void doStop() throws Exception {
        observation.remove(pending);
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(delivery);
        super.doStop();
    }

    private void deliver() {
        try {
            while (isRunAllowed()) {
                deliver(pending.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(PendingEvents.Event event) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(event.id());
            exchange.getMessage().setHeader(ClusterComponent.EVENT, event.what());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        // Stopping interrupts the route; all is planned again at the next start.
        if (exchange.getException() != null && isRunAllowed()) {
            getExceptionHandler().handleException("An event was not processed", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }
}
