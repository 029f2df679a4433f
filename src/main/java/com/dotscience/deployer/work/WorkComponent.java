package com.dotscience.deployer.work;

import com.dotscience.deployer.work.WorkEndpoint.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.TimeUtils;

/**
 * The component {@code work:}, which gives routes queues of work by name: {@code to: work:reconcile} adds an item to
 * one, and {@code from: work:reconcile} works on the items there, on as many threads as {@code workers} says.
 *
 * <p>A body that is a string is an <em>id</em>: it waits at most once and has no headers; only one worker at a time has
 * it, and if it is added meanwhile, it is worked on once more afterwards. Any other body is a <em>message</em>: it
 * waits with its headers and properties, as often as it is sent. A message that is sent during the work on an id is a
 * part of that work: the work on the id ends when the work on all its messages has ended, through whatever queues of
 * {@code work:} they pass.
 *
 * <p>Nothing that waits is lost while one route replaces another, because a queue belongs to the component and not to a
 * route.
 */
@Component("work")
public final class WorkComponent extends DefaultComponent {

    private final LongSupplier nanos;
    private final Map<String, WorkQueue<Item>> queueByName = new ConcurrentHashMap<>();
    private final List<WorkConsumer> running = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<? extends Worker>>> listeners = new CopyOnWriteArrayList<>();

    /** @param nanos a clock of nanoseconds, such as {@link System#nanoTime} */
    public WorkComponent(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Returns the running routes that take their work from a queue. */
    public List<? extends Worker> workers() {
        return List.copyOf(running);
    }

    /** Adds a listener, which is called with all workers each time that one begins or ends. */
    public void onWorkers(Consumer<List<? extends Worker>> listener) {
        listeners.add(listener);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        WorkEndpoint endpoint = new WorkEndpoint(
                uri, this, remaining, queueByName.computeIfAbsent(remaining, name -> new WorkQueue<>(nanos)));
        number(parameters, "workers").ifPresent(endpoint::setWorkers);
        number(parameters, "size").ifPresent(endpoint::setSize);
        number(parameters, "batch").ifPresent(endpoint::setBatch);
        Optional.ofNullable(getAndRemoveParameter(parameters, "delay", String.class))
                .map(WorkComponent::duration)
                .ifPresent(endpoint::setDelay);
        Optional.ofNullable(getAndRemoveParameter(parameters, "whenFull", String.class))
                .map(WhenFull::of)
                .ifPresent(endpoint::setWhenFull);
        return endpoint;
    }

    void started(WorkConsumer consumer) {
        running.add(consumer);
        notifyListeners();
    }

    void stopped(WorkConsumer consumer) {
        running.remove(consumer);
        notifyListeners();
    }

    boolean isTaken(WorkQueue<Item> queue) {
        return running.stream().anyMatch(consumer -> consumer.takesFrom(queue));
    }

    private synchronized void notifyListeners() {
        listeners.forEach(listener -> listener.accept(workers()));
    }

    private Optional<Integer> number(Map<String, Object> parameters, String option) {
        String value = getAndRemoveParameter(parameters, option, String.class);
        if (value == null) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // The exception below says so.
        }
        throw new IllegalArgumentException(option + " must be a number from 1 up, but is '" + value + "'");
    }

    private static Duration duration(String delay) {
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(delay));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The cause is left out, because people are shown the innermost message and that of the cause says less.
            throw new IllegalArgumentException("delay must be a duration such as 250ms or 2s, but is '" + delay + "'");
        }
    }
}
