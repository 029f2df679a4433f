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
 * A queue of items to work on, with the contract of client-go's {@code workqueue}: an item waits at most once, in the
 * order of arrival; only one worker at a time has it, from {@link #get} to {@link #done}; if it is added meanwhile, it
 * is returned once more afterwards. So no change is missed and no item is worked on twice at a time. An item may also
 * be added for later, at a moment or after a back-off of its own.
 *
 * <p>Many threads may use it. It takes the time only from the clock that it is given, so that tests need not wait.
 *
 * @param <T> the type of the items, which are compared by {@code equals}
 */
public final class WorkQueue<T> {

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workComes = lock.newCondition();
    private final Condition roomComes = lock.newCondition();

    /** The items that need work, including those that a worker has and that were added again meanwhile. */
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

    /** Creates a queue by the clock that other parts of the program use too. */
    public WorkQueue(Clock clock) {
        this(() -> {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        });
    }

    /** Sets how many items may wait before {@link #put} waits and {@link #offer} refuses; {@link #add} always adds. */
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

    /** Adds an item if there is room for it, and returns whether there was. */
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
     * Adds an item when this time has passed; at once if the time is zero or negative. If an item is added for several
     * moments, the first counts.
     *
     * @return whether the item is due sooner than it would have been
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

    /** Returns how often an item was added with a back-off since it was forgotten. */
    public int failures(T item) {
        return locked(() -> failures.getOrDefault(item, 0));
    }

    /** Removes an item, whether it waits now or for later. A worker that has it already goes on. */
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

    /** Takes the next item, which no other worker gets until it is {@link #done}; empty if none waits. */
    public Optional<T> get() {
        return get(1).stream().findFirst();
    }

    /** Takes the items that wait, at most this many. */
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

    /** Ends the work on an item. If the item was added meanwhile, it waits again. */
    public void done(T item) {
        locked(() -> processing.remove(item) && dirty.contains(item) && enqueue(item));
    }

    /**
     * Waits until there is an item to get, or until the caller no longer wants one, which is checked after
     * {@link #wakeUp}.
     */
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

    /** Wakes all callers of {@link #await}, so that they check whether they still want work. */
    public void wakeUp() {
        locked(() -> {
            workComes.signalAll();
            return null;
        });
    }

    /** Returns whether an item is due later only. */
    public boolean isLater(T item) {
        return locked(() -> later.contains(item));
    }

    /** Returns whether an item waits now or for later. */
    public boolean isPending(T item) {
        return locked(() -> dirty.contains(item) || later.contains(item));
    }

    /** Returns how many items are due later only. */
    public int later() {
        return locked(later::size);
    }

    /** Returns how many items wait now. */
    public int size() {
        return locked(waiting::size);
    }

    /**
     * Drops all items that wait now or for later.
     *
     * @return the items that waited now
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

    /** Runs an action under the lock, after it has added the items that have become due. */
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
