package com.dotscience.deployer.events;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.deprecated.FormerSteps;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** What routes ask of {@link Events}. */
public final class EventSteps extends FormerSteps {

    private final Events events;

    public EventSteps(Events events) {
        super("events");
        this.events = events;
    }

    /** Makes the message what {@code kubernetes-events:} sends, or nothing (a body of null) where nothing is to be said. */
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
