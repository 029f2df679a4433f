package com.dotscience.deployer.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * The messages that wait in a queue of {@code seda:} while one route replaces another. They are kept here because Camel
 * would drop them with the route, or wait until all of them are processed. (A queue of {@code work:} keeps its messages
 * by itself.)
 *
 * @param uri the URI of the queue
 */
record WaitingMessages(String uri, List<Exchange> exchanges) {

    /** Takes the messages that wait for a route out of its queue. The route's consumer must have stopped. */
    static WaitingMessages of(SedaConsumer consumer) {
        List<Exchange> waiting = new ArrayList<>();
        consumer.getEndpoint().getQueue().drainTo(waiting);
        return new WaitingMessages(consumer.getEndpoint().getEndpointBaseUri(), waiting);
    }

    /** Gives the messages to the route that now consumes from this queue. If there is none, they are dropped. */
    void putBack(CamelContext context) {
        SedaEndpoint queue = context.getRoutes().stream()
                .map(WaitingMessages::queue)
                .filter(Objects::nonNull)
                .filter(endpoint -> endpoint.getEndpointBaseUri().equals(uri))
                .findFirst()
                .orElse(null);
        for (Exchange exchange : exchanges) {
            if (queue == null) {
                UnitOfWorkHelper.doneSynchronizations(
                        exchange, exchange.getExchangeExtension().handoverCompletions());
            } else {
                putBack(queue, exchange);
            }
        }
    }

    private static void putBack(SedaEndpoint queue, Exchange exchange) {
        try {
            queue.getQueue().put(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SedaEndpoint queue(Route route) {
        return route.getConsumer() instanceof SedaConsumer seda ? seda.getEndpoint() : null;
    }
}
