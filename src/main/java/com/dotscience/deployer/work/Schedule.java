package com.dotscience.deployer.work;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Items that are to come later, each at one moment of a clock of nanoseconds: of several the first. Not safe for use by several
 * threads.
 */
final class Schedule<T> {

    /** @param order of two for one moment the one that was added first comes first */
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

    /** Says whether it comes sooner by that. */
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

    /** Takes out what is due by now, in its order. */
    void takeDue(long now, Consumer<T> due) {
        while (!byMoment.isEmpty() && left(now) <= 0) {
            T item = byMoment.poll().item;
            laterByItem.remove(item);
            due.accept(item);
        }
    }

    /** How long until the next is due; there must be one. */
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
