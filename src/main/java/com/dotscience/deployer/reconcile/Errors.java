package com.dotscience.deployer.reconcile;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what no route handled, in one line; the stack trace only to those who ask for debug logs. */
public final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    public void say(
            @ExchangeProperty(Exchange.FAILURE_ROUTE_ID) String route,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
        LOG.warn("Route {} failed: {}", route, error.getMessage() == null ? error.toString() : error.getMessage());
        LOG.debug("Route {} failed", route, error);
    }
}
