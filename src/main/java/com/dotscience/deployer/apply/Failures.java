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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What went wrong, object by object, and when it is tried again. An object that fails holds up no other: neither those
 * of other model deployments nor its own siblings.
 */
public final class Failures {

    /** What a whole model deployment fails by, not one of its objects. */
    private static final String ALL = "";

    /** What the cluster's owner does not allow; sorted after all objects. */
    private static final String LIMIT = "limit";

    /**
     * One failure.
     *
     * @param kind the object it is about
     * @param message a sentence for people, in the API server's own words where it said something
     * @param since when the API server began not to take what will pass; null of what will be refused again
     */
    public record Failure(Kind kind, String message, Instant since) {

        /** What will be refused again. */
        public Failure(Kind kind, String message) {
            this(kind, message, null);
        }

        /** Whether the same change may be made later although nobody changes anything. */
        public boolean passes() {
            return since != null;
        }
    }

    /**
     * @param due when it is tried again; null: now, or only when the model deployment changes
     * @param hurried how often in a row it was tried sooner, since the API server took something else
     */
    private record Entry(Failure failure, int attempts, Instant failedAt, Instant due, int hurried) {

        Entry due(Instant when) {
            return new Entry(failure, attempts, failedAt, when, hurried);
        }
    }

    private final Map<String, Map<String, Entry>> failing = new HashMap<>();
    private final Backoff backoff;
    private final Backoff passing;
    private final Clock clock;

    /** Whether something was not taken since all of that was due the last time. */
    private boolean mayBeTakenAgain;

    /** @param longestPassing what passes is tried again after no more than this */
    public Failures(Backoff backoff, Duration longestPassing, Clock clock) {
        this.backoff = backoff;
        this.passing = backoff.atMost(longestPassing);
        this.clock = clock;
    }

    /**
     * A change will be refused again.
     *
     * @param answered whether the API server said so; if not, it was not asked, since a step before it failed
     */
    public synchronized void failed(Change change, String message, boolean answered) {
        enter(change.id(), target(change), new Failure(change.kind(), message), answered ? backoff : passing);
    }

    /**
     * A change was not made since the API server does not take it at present.
     *
     * @param notBefore when it may be tried again; null: whenever
     * @return whether that is new
     */
    public synchronized boolean passing(Change change, String message, Instant notBefore) {
        Entry known = failing.getOrDefault(change.id(), Map.of()).get(target(change));
        boolean isNew = known == null || !known.failure.passes();
        Instant since = isNew ? clock.instant() : known.failure.since();
        Entry entry = enter(change.id(), target(change), new Failure(change.kind(), message, since), passing);
        if (notBefore != null) {
            failing.get(change.id()).put(target(change), entry.due(notBefore));
        }
        mayBeTakenAgain = true;
        return isNew;
    }

    /** A change was made, so that the API server may take again what it did not take before: all of that is due. */
    public synchronized void succeeded(Change change) {
        Map<String, Entry> entries = failing.get(change.id());
        if (entries != null && entries.remove(target(change)) != null && entries.isEmpty()) {
            failing.remove(change.id());
        }
        if (mayBeTakenAgain) {
            failing.values().forEach(each -> each.replaceAll((other, entry) -> hurried(entry)));
            mayBeTakenAgain = false;
        }
    }

    /** What is not taken all the same, such as by a webhook that is down, waits longer each time, whatever else is taken. */
    private Entry hurried(Entry entry) {
        if (!entry.failure.passes() || !isWaiting(entry)) {
            return entry;
        }
        Instant now = clock.instant();
        Instant sooner = entry.hurried == 0 ? now : entry.failedAt.plus(passing.afterFailures(entry.hurried));
        if (!sooner.isBefore(entry.due)) {
            return entry;
        }
        return new Entry(
                entry.failure, entry.attempts, entry.failedAt, sooner.isBefore(now) ? now : sooner, entry.hurried + 1);
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
        failing.put(
                id,
                new HashMap<>(
                        Map.of(ALL, new Entry(new Failure(Kind.DEPLOYMENT, message), 1, clock.instant(), null, 0))));
    }

    /** What the cluster's owner does not allow of this model deployment; nothing to try until it changes. */
    public synchronized void limited(String id, Optional<String> message) {
        if (message.isPresent()) {
            failing.computeIfAbsent(id, none -> new HashMap<>())
                    .put(LIMIT, new Entry(new Failure(Kind.DEPLOYMENT, message.get()), 1, clock.instant(), null, 0));
            return;
        }
        Map<String, Entry> entries = failing.get(id);
        if (entries != null && entries.remove(LIMIT) != null && entries.isEmpty()) {
            failing.remove(id);
        }
    }

    /** Forgets what a plan shows to be over: objects it no longer changes, a conflict it no longer meets. */
    public synchronized void keep(String id, Collection<Change> planned, boolean conflict) {
        Map<String, Entry> entries = failing.get(id);
        if (entries == null) {
            return;
        }
        Set<String> still = planned.stream().map(Failures::target).collect(Collectors.toCollection(HashSet::new));
        still.add(LIMIT);
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
            return entry.due(null);
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

    private Entry enter(String id, String target, Failure failure, Backoff waits) {
        Map<String, Entry> entries = failing.computeIfAbsent(id, none -> new HashMap<>());
        Entry known = entries.get(target);
        int attempts = known == null ? 1 : known.attempts + 1;
        Instant now = clock.instant();
        Entry entry = new Entry(
                failure, attempts, now, now.plus(waits.afterFailures(attempts)), known == null ? 0 : known.hurried);
        entries.put(target, entry);
        return entry;
    }

    private boolean isWaiting(Entry entry) {
        return entry != null && entry.due != null && clock.instant().isBefore(entry.due);
    }

    private static String target(Change change) {
        return change.kind() + " " + change.namespace() + "/" + change.name();
    }
}
