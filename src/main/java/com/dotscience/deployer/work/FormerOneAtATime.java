package com.dotscience.deployer.work;

import com.dotscience.deployer.deprecated.Deprecation;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * The bean {@code oneAtATime}, which stays because operators' files of 0.1.0 use it. The queue now does its task: only
 * one worker at a time has an id, and messages that are sent on to {@code work:} are a part of the work on it.
 */
public final class FormerOneAtATime implements Predicate, Processor {

    private final Consumer<String> add;
    private final Deprecation deprecation = new Deprecation();

    /** @param add adds an id to the queue of those that are planned */
    public FormerOneAtATime(Consumer<String> add) {
        this.add = add;
    }

    /** Accepts an exchange that comes from a queue of ids. It adds an id from anywhere else to the queue instead. */
    @Override
    public boolean matches(Exchange exchange) {
        warn();
        if (Parts.of(exchange) != null) {
            return true;
        }
        add.accept(exchange.getProperty("id", String.class));
        return false;
    }

    /** Makes the exchange a part of the work on its id, even if it goes on through queues of {@code seda:}. */
    @Override
    public void process(Exchange exchange) {
        warn();
        Parts parts = Parts.of(exchange);
        if (parts != null) {
            parts.openUntilDone(exchange);
        }
    }

    /** Adds the id again. It is worked on when the present work on it is done, or at once if there is none. */
    public void again(String id) {
        warn();
        add.accept(id);
    }

    private void warn() {
        deprecation.warn(
                "the bean oneAtATime",
                "leave its filter and its process out, and write `to: work:reconcile` in place of `again`");
    }
}
