package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.deprecated.Deprecation;
import com.dotscience.logging.Logging;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures that no route handled: one line each, which names the model deployment if the route knows it (the
 * exchange property {@code id}). The stack trace goes to the debug log only, because it says nothing to an operator.
 */
public final class Errors {

    private final Logger log;
    private final Deprecation deprecation = new Deprecation();

    public Errors() {
        this(LoggerFactory.getLogger(Errors.class));
    }

    /** @param log takes the failures */
    public Errors(Logger log) {
        this.log = log;
    }

    /** Logs one failure. */
    public void log(
            @ExchangeProperty("id") String id,
            @ExchangeProperty(Exchange.FAILURE_ROUTE_ID) String route,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        Logging.about(id, () -> {
            log.warn("Route {} failed: {}", route, message);
            log.debug("Route {} failed", route, error);
        });
    }

    /** The former name of {@link #log}, which operators' files may have. */
    public void say(
            @ExchangeProperty("id") String id,
            @ExchangeProperty(Exchange.FAILURE_ROUTE_ID) String route,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
        deprecation.warn("the step errors.say", "write errors.log");
        log(id, route, error);
    }
}
