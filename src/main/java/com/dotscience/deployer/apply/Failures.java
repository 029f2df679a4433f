package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What went wrong, object by object, and when it is tried again. An object that fails holds up no other: neither those
 * of other model deployments nor its own siblings.
 */
public final class Failures {

    /** While the API server cannot be reached, nobody waits longer than this for it to be back. */
    private static final Duration LONGEST_WITHOUT_ANSWER = Duration.ofSeconds(10);

    /** What a whole model deployment fails by, not one of its objects. */
    private static final String ALL = "";

    /**
     * One failure.
     *
     * @param kind the object it is about
     * @param message a sentence for people, in the API server's own words where it said something
     */
    public record Failure(Kind kind, String message) {}

    /** @param due when it is tried again; null: now, or only when the model deployment changes */
    private record Entry(Failure failure, int attempts, Instant due) {}

    private final Map<String, Map<String, Entry>> failing = new HashMap<>();
    private final Backoff backoff;
    private final Clock clock;

    public Failures(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * A change failed.
     *
     * @param answered whether the API server said so; if not, it could not be asked
     */
    public synchronized void failed(Change change, String message, boolean answered) {
        Backoff waits = answered ? backoff : backoff.atMost(LONGEST_WITHOUT_ANSWER);
        enter(change.id(), target(change), new Failure(change.kind(), message), waits);
    }

    /** A change was made. */
    public synchronized void succeeded(Change change) {
        Map<String, Entry> entries = failing.get(change.id());
        if (entries != null && entries.remove(target(change)) != null && entries.isEmpty()) {
            failing.remove(change.id());
        }
    }

    /** Somebody else's object is where one of this id's should be; asked again when due, since nobody tells. */
    public synchronized void conflict(String id, String message) {
        Entry known = failing.getOrDefault(id, Map.of()).get(ALL);
        if (known == null || known.due == null || !known.failure.message().equals(message)) {
            enter(id, ALL, new Failure(Kind.DEPLOYMENT, message), backoff);
        }
    }

    /** No object can be made of this model deployment; nothing to try until it changes. */
    public synchronized void rejected(String id, String message) {
        failing.put(id, new HashMap<>(Map.of(ALL, new Entry(new Failure(Kind.DEPLOYMENT, message), 1, null))));
    }

    /** Forgets what a plan shows to be over: objects it no longer changes, a conflict it no longer meets. */
    public synchronized void keep(String id, Collection<Change> planned, boolean conflict) {
        Map<String, Entry> entries = failing.get(id);
        if (entries == null) {
            return;
        }
        Set<String> still = planned.stream().map(Failures::target).collect(Collectors.toCollection(HashSet::new));
        // A create under way may meet the conflict again: only then is it known to be over.
        if (conflict || planned.stream().anyMatch(change -> change.action() == Action.CREATE)) {
            still.add(ALL);
        }
        entries.keySet().retainAll(still);
        if (entries.isEmpty()) {
            failing.remove(id);
        }
    }

    /** The model deployment changed: everything is tried at once. */
    public synchronized void forget(String id) {
        failing.remove(id);
    }

    /** Whether this change failed and has to wait. */
    public synchronized boolean isWaiting(Change change) {
        Map<String, Entry> entries = failing.get(change.id());
        return entries != null
                && (isWaiting(entries.get(target(change)))
                        || change.action() == Action.CREATE && isWaiting(entries.get(ALL)));
    }

    /** The ids with something to try again now. */
    public synchronized Set<String> due() {
        Set<String> due = new HashSet<>();
        failing.forEach((id, entries) -> entries.replaceAll((target, entry) -> {
            if (entry.due == null || isWaiting(entry)) {
                return entry;
            }
            due.add(id);
            return new Entry(entry.failure, entry.attempts, null);
        }));
        return due;
    }

    /** How many failures wait to be tried again. */
    public synchronized int waiting() {
        return (int) failing.values().stream()
                .flatMap(entries -> entries.values().stream())
                .filter(this::isWaiting)
                .count();
    }

    /** What is wrong with a model deployment, in the order of its objects; empty if nothing is. */
    public synchronized Collection<Failure> of(String id) {
        Map<String, Entry> sorted = new TreeMap<>(failing.getOrDefault(id, Map.of()));
        return sorted.values().stream().map(Entry::failure).toList();
    }

    private void enter(String id, String target, Failure failure, Backoff waits) {
        Map<String, Entry> entries = failing.computeIfAbsent(id, none -> new HashMap<>());
        int attempts = entries.containsKey(target) ? entries.get(target).attempts + 1 : 1;
        Instant due = clock.instant().plus(waits.afterFailures(attempts));
        entries.put(target, new Entry(failure, attempts, due));
    }

    private boolean isWaiting(Entry entry) {
        return entry != null && entry.due != null && clock.instant().isBefore(entry.due);
    }

    private static String target(Change change) {
        return change.kind() + " " + change.namespace() + "/" + change.name();
    }
}
