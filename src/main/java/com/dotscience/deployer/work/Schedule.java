package com.dotscience.deployer.work;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The items that become due later, each at one moment of a clock of nanoseconds. If an item is added for several
 * moments, the first counts. It has no lock, because the queue that uses it has one.
 */
final class Schedule<T> {

    /** @param order the order of addition, which decides between two items of the same moment */
    private record Later<T>(T item, long due, long order) implements Comparable<Later<T>> {

        @Override
        public int compareTo(Later<T> other) {
            long left = due - other.due;
            return left == 0 ? Long.compare(order, other.order) : Long.signum(left);
        }
    }

    private final Map<T, Later<T>> laterByItem = new HashMap<>();
    private final PriorityQueue<Later<T>> byMoment = new PriorityQueue<>();
    private long added;

    /** Adds an item, and returns whether it becomes due sooner than without that. */
    boolean add(T item, long due) {
        Later<T> known = laterByItem.get(item);
        if (known != null && known.due - due <= 0) {
            return false;
        }
        remove(item);
        Later<T> next = new Later<>(item, due, added++);
        laterByItem.put(item, next);
        byMoment.add(next);
        return true;
    }

    boolean remove(T item) {
        Later<T> known = laterByItem.remove(item);
        return known != null && byMoment.remove(known);
    }

    /** Removes the items that are due by now, in order, and passes them on. */
    void takeDue(long now, Consumer<T> due) {
        while (!byMoment.isEmpty() && left(now) <= 0) {
            T item = byMoment.poll().item;
            laterByItem.remove(item);
            due.accept(item);
        }
    }

    /** Returns how long it takes until the next item is due. There must be one. */
    long left(long now) {
        return byMoment.element().due - now;
    }

    boolean contains(T item) {
        return laterByItem.containsKey(item);
    }

    int size() {
        return byMoment.size();
    }

    void clear() {
        byMoment.clear();
        laterByItem.clear();
    }
}
