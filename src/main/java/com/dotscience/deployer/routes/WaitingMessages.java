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
 * What waits in a queue of {@code seda:} while one route takes another's place: Camel would drop it with the route, or wait until
 * all of it is worked on. (A queue of {@code work:} keeps by itself what waits.)
 *
 * @param uri the queue's
 */
record WaitingMessages(String uri, List<Exchange> exchanges) {

    /** Takes out what waits for a route, whose consumer takes no more. */
    static WaitingMessages of(SedaConsumer consumer) {
        List<Exchange> waiting = new ArrayList<>();
        consumer.getEndpoint().getQueue().drainTo(waiting);
        return new WaitingMessages(consumer.getEndpoint().getEndpointBaseUri(), waiting);
    }

    /** Hands it to the route that takes from this queue now; if there is none, it is over with it. */
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
