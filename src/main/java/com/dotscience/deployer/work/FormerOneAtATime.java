package com.dotscience.deployer.work;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code oneAtATime}, for operators' files that name it still. What it was for is the queue's own now: one worker at a
 * time has an id, and what is sent on to {@code work:} is a part of the work on it.
 */
public final class FormerOneAtATime implements Predicate, Processor {

    private static final Logger LOG = LoggerFactory.getLogger(FormerOneAtATime.class);

    private final Consumer<String> add;
    private final AtomicBoolean said = new AtomicBoolean();

    /** @param add adds an id to the queue of those that are planned */
    public FormerOneAtATime(Consumer<String> add) {
        this.add = add;
    }

    /** Lets pass what comes from a queue of ids; an id from anywhere else is added to the queue instead. */
    @Override
    public boolean matches(Exchange exchange) {
        say();
        if (Parts.of(exchange) != null) {
            return true;
        }
        add.accept(exchange.getProperty("id", String.class));
        return false;
    }

    /** Whatever way the exchange goes on, behind queues of {@code seda:} too, it is a part of the work. */
    @Override
    public void process(Exchange exchange) {
        say();
        Parts parts = Parts.of(exchange);
        if (parts != null) {
            parts.openUntilDone(exchange);
        }
    }

    /** Hands the id on again when what is under way for it is done; at once if nothing is. */
    public void again(String id) {
        say();
        add.accept(id);
    }

    private void say() {
        if (said.compareAndSet(false, true)) {
            LOG.warn(
                    "A file of routes names the bean oneAtATime, which is deprecated: leave its filter and its process out, and"
                            + " write `to: work:reconcile` in place of `again` (docs/routes.md)");
        }
    }
}
