package com.dotscience.deployer.events;

import com.dotscience.deployer.apply.Outcome;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;

/** Puts outcomes into the queue from which they become Events. It never blocks: if the queue is full, the outcome is dropped and
 * counted. */
public final class EventRecorder implements Consumer<Outcome> {

    /** The endpoint of the queue. It refuses an outcome when the queue is full. */
    public static final String QUEUE = "seda:events?blockWhenFull=false";

    private final Consumer<Outcome> queue;
    private final Events events;

    /** @param queue sends an outcome to {@link #QUEUE} */
    public EventRecorder(Consumer<Outcome> queue, Events events) {
        this.queue = queue;
        this.events = events;
    }

    @Override
    public void accept(Outcome outcome) {
        try {
            queue.accept(outcome);
        } catch (CamelExecutionException full) {
            events.drop();
        }
    }
}
