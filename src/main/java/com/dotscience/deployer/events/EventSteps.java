package com.dotscience.deployer.events;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.deprecated.FormerSteps;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps by which routes call {@link Events}. They are apart from it because operators' files name them. */
public final class EventSteps extends FormerSteps {

    private final Events events;

    public EventSteps(Events events) {
        super("events");
        this.events = events;
    }

    /** Turns the message into the one that {@code kubernetes-events:} sends; the body is null if no Event is due. */
    public void toEvent(@Body Outcome outcome, Exchange exchange) {
        events.toEvent(outcome, exchange);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                Exception error = done.getException() != null
                        ? done.getException()
                        : done.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
                if (error != null) {
                    events.refused(error);
                }
            }
        });
    }
}
