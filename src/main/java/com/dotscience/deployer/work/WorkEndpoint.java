package com.dotscience.deployer.work;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The endpoint {@code work:name?options}, which stands for one queue; {@link WorkComponent} describes its behaviour.
 */
@UriEndpoint(
        firstVersion = "0.2.0",
        scheme = "work",
        title = "Work",
        syntax = "work:name",
        remote = false,
        category = Category.CORE)
final class WorkEndpoint extends DefaultEndpoint {

    /** The ways to handle a message that finds its queue full. */
    enum WhenFull {
        /** The sender waits until there is room. */
        WAIT,
        /** The message is dropped silently. */
        DROP,
        /** The sender gets an IllegalStateException. */
        FAIL;

        static WhenFull of(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("whenFull must be one of "
                            + Arrays.stream(values())
                                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ", but is '" + text + "'"));
        }
    }

    @UriPath(description = "The name of the queue, which the component keeps")
    @Metadata(required = true)
    private final String name;

    @UriParam(label = "consumer", defaultValue = "1", description = "How many threads work on what waits")
    private int workers = 1;

    @UriParam(
            label = "consumer",
            description = "How many messages may wait before who sends one meets a full queue; without it, any number."
                    + " Ids always find room")
    private int size = Integer.MAX_VALUE;

    @UriParam(
            label = "consumer",
            description =
                    "With it the body is a list of all that waits, at most so many items, in their order; the headers"
                            + " are those of the first")
    private int batch;

    @UriParam(label = "producer", description = "How long what is sent waits at least, such as 250ms or 2s")
    private Duration delay = Duration.ZERO;

    @UriParam(
            label = "producer",
            defaultValue = "wait",
            enums = "wait,drop,fail",
            description =
                    "What becomes of a message that finds the queue full: its sender waits for room, it is dropped, or"
                            + " its sender gets an IllegalStateException")
    private WhenFull whenFull = WhenFull.WAIT;

    private final WorkQueue<Item> queue;

    WorkEndpoint(String uri, WorkComponent component, String name, WorkQueue<Item> queue) {
        super(uri, component);
        this.name = name;
        this.queue = queue;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WorkConsumer consumer = new WorkConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return new WorkProducer(this);
    }

    WorkComponent component() {
        return (WorkComponent) getComponent();
    }

    WorkQueue<Item> queue() {
        return queue;
    }

    String getName() {
        return name;
    }

    int getWorkers() {
        return workers;
    }

    void setWorkers(int workers) {
        this.workers = workers;
    }

    int getSize() {
        return size;
    }

    void setSize(int size) {
        this.size = size;
    }

    /** Returns the largest number of items in one exchange; 0 if items come one by one. */
    int getBatch() {
        return batch;
    }

    void setBatch(int batch) {
        this.batch = batch;
    }

    Duration getDelay() {
        return delay;
    }

    void setDelay(Duration delay) {
        this.delay = delay;
    }

    WhenFull getWhenFull() {
        return whenFull;
    }

    void setWhenFull(WhenFull whenFull) {
        this.whenFull = whenFull;
    }
}
