package com.dotscience.deployer.work;

import com.dotscience.deployer.deprecated.Deprecation;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * The bean {@code oneAtATime}, for operators' files of 0.1.0. The queue now does by itself what the bean was for: one worker at a time
 * has an id, and what is sent on to {@code work:} is a part of the work on it.
 */
public final class FormerOneAtATime implements Predicate, Processor {

    private final Consumer<String> add;
    private final Deprecation deprecation = new Deprecation();

    /** @param add adds an id to the queue of those that are planned */
    public FormerOneAtATime(Consumer<String> add) {
        this.add = add;
    }

    /** Lets pass what comes from a queue of ids; an id from anywhere else is added to the queue instead. */
    @Override
    public boolean matches(Exchange exchange) {
        warn();
        if (Parts.of(exchange) != null) {
            return true;
        }
        add.accept(exchange.getProperty("id", String.class));
        return false;
    }

    /** Whatever way the exchange goes on, behind queues of {@code seda:} too, it is a part of the work. */
    @Override
    public void process(Exchange exchange) {
        warn();
        Parts parts = Parts.of(exchange);
        if (parts != null) {
            parts.openUntilDone(exchange);
        }
    }

    /** Hands the id on again when what is under way for it is done; at once if nothing is. */
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
