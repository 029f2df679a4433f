package com.dotscience.deployer.reconcile;

import com.dotscience.logging.Logging;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what no route handled, in one line, with the model deployment that it is about if the route knows it (the exchange
 * property {@code id}); the stack trace only to those who ask for debug logs.
 */
public final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    public void say(
            @ExchangeProperty("id") String id,
            @ExchangeProperty(Exchange.FAILURE_ROUTE_ID) String route,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        Logging.about(id, () -> {
            LOG.warn("Route {} failed: {}", route, message);
            LOG.debug("Route {} failed", route, error);
        });
    }
}
