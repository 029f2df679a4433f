package com.dotscience.deployer.work;

import com.dotscience.deployer.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Items to be worked on, with the contract of client-go's {@code workqueue}: an item waits at most once, in the order of
 * arrival; one worker at a time has it, from {@link #get} to {@link #done}; one that is added meanwhile comes round once more
 * afterwards. An item may also be added for later, at a moment or after a back-off of its own.
 *
 * <p>Safe for use by many threads. Its only notion of time is the clock that it is given.
 *
 * @param <T> what is told apart by {@code equals}
 */
public final class WorkQueue<T> {

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workComes = lock.newCondition();
    private final Condition roomComes = lock.newCondition();

    /** What is to be worked on, also what a worker has and that is to come round once more. */
    private final Set<T> dirty = new HashSet<>();

    private final Set<T> waiting = new LinkedHashSet<>();
    private final Set<T> processing = new HashSet<>();
    private final Schedule<T> later = new Schedule<>();
    private final Map<T, Integer> failures = new HashMap<>();
    private int limit = Integer.MAX_VALUE;

    /** @param nanos a clock of nanoseconds from any origin, such as {@link System#nanoTime} */
    public WorkQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Its moments are those of a clock that others look at, too. */
    public WorkQueue(Clock clock) {
        this(() -> {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        });
    }

    /** How many items may wait before {@link #put} waits and {@link #offer} refuses; {@link #add} always adds. */
    public void limit(int most) {
        locked(() -> {
            limit = most;
            roomComes.signalAll();
            return null;
        });
    }

    /** Adds an item; it does nothing if the item waits already. */
    public void add(T item) {
        locked(() -> addNow(item));
    }

    /** Adds an item if there is room for it; says whether there was. */
    public boolean offer(T item) {
        return locked(() -> !isFull(item) && addNow(item));
    }

    /** Adds an item once there is room for it. */
    public void put(T item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isFull(item)) {
                roomComes.await();
            }
            addNow(item);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an item when this time has passed; now, if there is none. Of several such moments the first counts.
     *
     * @return whether it comes sooner by that than it would have
     */
    public boolean addAfter(T item, Duration delay) {
        return locked(() -> {
            if (delay.isNegative() || delay.isZero()) {
                boolean sooner = later.remove(item) | !dirty.contains(item);
                addNow(item);
                return sooner;
            }
            boolean sooner = later.add(item, nanos.getAsLong() + delay.toNanos());
            if (sooner) {
                workComes.signal();
            }
            return sooner;
        });
    }

    /**
     * Adds an item after a back-off that grows each time, until the item is {@linkplain #forget forgotten}.
     *
     * @return how long it waits
     */
    public Duration addRateLimited(T item, Backoff backoff) {
        return locked(() -> {
            Duration wait = backoff.afterFailures(failures.merge(item, 1, Integer::sum));
            addAfter(item, wait);
            return wait;
        });
    }

    /** Resets the back-off of an item to the first one. An item that waits goes on waiting. */
    public void forget(T item) {
        locked(() -> failures.remove(item));
    }

    /** How often an item was added with a back-off since it was forgotten. */
    public int failures(T item) {
        return locked(() -> failures.getOrDefault(item, 0));
    }

    /** Takes an item out, whether it waits now or for later. A worker that has it already goes on. */
    public void cancel(T item) {
        locked(() -> {
            later.remove(item);
            dirty.remove(item);
            if (waiting.remove(item)) {
                roomComes.signal();
            }
            return null;
        });
    }

    /** The next item, from now on the caller's alone until it is {@link #done}; empty if none waits. */
    public Optional<T> get() {
        return get(1).stream().findFirst();
    }

    /** As many of the next items as wait, at most so many. */
    public List<T> get(int most) {
        return locked(() -> {
            List<T> next = new ArrayList<>(Math.min(most, waiting.size()));
            for (Iterator<T> items = waiting.iterator(); next.size() < most && items.hasNext(); ) {
                T item = items.next();
                items.remove();
                dirty.remove(item);
                processing.add(item);
                roomComes.signal();
                next.add(item);
            }
            return next;
        });
    }

    /** The worker of an item is through with it: if it was added meanwhile, it comes round once more. */
    public void done(T item) {
        locked(() -> processing.remove(item) && dirty.contains(item) && enqueue(item));
    }

    /** Waits until there is something to get, or the caller no longer wants it, which is looked at after {@link #wakeUp}. */
    public void await(BooleanSupplier wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            later.takeDue(nanos.getAsLong(), this::addNow);
            while (waiting.isEmpty() && wanted.getAsBoolean()) {
                if (later.size() == 0) {
                    workComes.await();
                } else {
                    workComes.await(later.left(nanos.getAsLong()), TimeUnit.NANOSECONDS);
                }
                later.takeDue(nanos.getAsLong(), this::addNow);
            }
            if (!waiting.isEmpty() && !wanted.getAsBoolean()) {
                // This caller does not take the item, so another one has to be woken.
                workComes.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits for work looks whether it is still wanted. */
    public void wakeUp() {
        locked(() -> {
            workComes.signalAll();
            return null;
        });
    }

    /** Whether an item is to come later only. */
    public boolean isLater(T item) {
        return locked(() -> later.contains(item));
    }

    /** Whether an item is to come, now or later. */
    public boolean isPending(T item) {
        return locked(() -> dirty.contains(item) || later.contains(item));
    }

    /** How many items are to come later only. */
    public int later() {
        return locked(later::size);
    }

    /** How many items wait to be got now. */
    public int size() {
        return locked(waiting::size);
    }

    /**
     * Drops what waits, now or for later.
     *
     * @return what waited now
     */
    public List<T> clear() {
        return locked(() -> {
            List<T> dropped = List.copyOf(waiting);
            waiting.clear();
            dirty.clear();
            later.clear();
            roomComes.signalAll();
            return dropped;
        });
    }

    private boolean addNow(T item) {
        if (dirty.add(item) && !processing.contains(item)) {
            enqueue(item);
        }
        return true;
    }

    private boolean enqueue(T item) {
        workComes.signal();
        return waiting.add(item);
    }

    private boolean isFull(T item) {
        return waiting.size() >= limit && !dirty.contains(item);
    }

    /** Runs an action under the lock, after items that have become due meanwhile have been added. */
    private <R> R locked(Supplier<R> action) {
        lock.lock();
        try {
            later.takeDue(nanos.getAsLong(), this::addNow);
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
