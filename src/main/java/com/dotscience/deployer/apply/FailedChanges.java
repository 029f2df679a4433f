package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.deployer.work.WorkQueue;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The failed changes, by object. Each object waits for its own back-off in a work queue, so that an object that fails
 * delays no other, not even one of the same model deployment.
 */
public final class FailedChanges {

    /** The key of a failure that concerns the whole model deployment and not one of its objects. */
    private static final String ALL = "";

    /** What the keys begin with of kinds of object that this cluster cannot have. */
    private static final String LACKING = "lacking ";

    /** The key of a failure because the cluster's owner does not allow something. It sorts after all objects. */
    private static final String LIMIT = "limit";

    /** An object whose change is tried again. */
    record Target(String id, String object) {

        static Target of(Change change) {
            return new Target(change.id(), change.key().toString());
        }
    }

    /** @param hurried how often in a row it was tried early because another write succeeded */
    private record Entry(Failure failure, Instant failedAt, int hurried) {}

    private final Map<String, Map<String, Entry>> failing = new HashMap<>();
    private final WorkQueue<Target> retries;
    private final Backoff backoff;
    private final Backoff transientBackoff;
    private final Clock clock;
    private final Clock steady;

    /** Whether a change has failed transiently since all such changes were last made due. */
    private boolean mayBeTakenAgain;

    /**
     * @param longestTransient the longest wait before a change that failed transiently is tried again
     * @param clock for people who read since when a change fails
     * @param steady the clock of all waits, which nobody sets
     */
    public FailedChanges(Backoff backoff, Duration longestTransient, Clock clock, Clock steady) {
        this.backoff = backoff;
        this.transientBackoff = backoff.atMost(longestTransient);
        this.clock = clock;
        this.steady = steady;
        this.retries = new WorkQueue<>(steady);
    }

    /**
     * Records that the API server refused a change, and will refuse it again.
     *
     * @param answered whether the API server answered; if not, the change was never sent, because an earlier step
     *     failed
     */
    public synchronized void failed(Change change, String message, boolean answered) {
        fail(Target.of(change), new Failure(change.kind(), message), answered ? backoff : transientBackoff);
    }

    /**
     * Records that a change was not made because the API server cannot accept it at present.
     *
     * @param notBefore when it may be tried again, by the clock of all waits; null if at any time
     * @return whether the failure is new
     */
    public synchronized boolean failedTransiently(Change change, String message, Instant notBefore) {
        Target target = Target.of(change);
        Entry known = entry(target);
        boolean isNew = known == null || !known.failure.isTransient();
        Instant since = isNew ? clock.instant() : known.failure.since();
        fail(target, new Failure(change.kind(), message, since), transientBackoff);
        if (notBefore != null) {
            retries.cancel(target);
            retries.addAfter(target, Duration.between(steady.instant(), notBefore));
        }
        mayBeTakenAgain = true;
        return isNew;
    }

    /**
     * Records that a change was made. The API server may then accept the others that failed transiently, so they all
     * become due.
     */
    public synchronized void succeeded(Change change) {
        forget(change.id(), Target.of(change).object()::equals);
        if (mayBeTakenAgain) {
            failing.forEach(
                    (id, entries) -> entries.replaceAll((object, entry) -> hurried(new Target(id, object), entry)));
            mayBeTakenAgain = false;
        }
    }

    /**
     * Brings a change forward that failed transiently: the first time it becomes due at once, and later each further
     * time. So a change that goes on failing, such as while its webhook is down, is not sent again after every write
     * that succeeds.
     */
    private Entry hurried(Target target, Entry entry) {
        if (!entry.failure.isTransient() || !retries.isLater(target)) {
            return entry;
        }
        Duration sooner = entry.hurried == 0
                ? Duration.ZERO
                : Duration.between(
                        steady.instant(), entry.failedAt.plus(transientBackoff.afterFailures(entry.hurried)));
        return retries.addAfter(target, sooner) ? new Entry(entry.failure, entry.failedAt, entry.hurried + 1) : entry;
    }

    /**
     * Records that somebody else's object is in the place of one of this id's. It is checked again when due, because no event
     * reports that the object is gone.
     */
    public synchronized void conflict(String id, String message) {
        Target all = new Target(id, ALL);
        Entry known = entry(all);
        if (known == null || !retries.isPending(all) || !known.failure.message().equals(message)) {
            fail(all, new Failure(Kind.DEPLOYMENT, message), backoff);
        }
    }

    /** Records that no object can be made of this model deployment. Nothing is tried until it changes. */
    public synchronized void rejected(String id, String message) {
        forget(id);
        enter(new Target(id, ALL), new Failure(Kind.DEPLOYMENT, message));
    }

    /** Records what the cluster's owner does not allow in this model deployment. Nothing is tried until it changes. */
    public synchronized void limited(String id, Optional<String> message) {
        message.ifPresentOrElse(
                words -> enter(new Target(id, LIMIT), new Failure(Kind.DEPLOYMENT, words)),
                () -> forget(id, LIMIT::equals));
    }

    /**
     * Records the kinds of object that are asked for and that this cluster cannot have. Nothing is tried until it can.
     *
     * @param reasons by kind, for people
     */
    public synchronized void lacking(String id, Map<Kind, String> reasons) {
        forget(id, object -> object.startsWith(LACKING));
        reasons.forEach((kind, reason) -> enter(new Target(id, LACKING + kind), new Failure(kind, reason)));
    }

    /**
     * Forgets the failures that are over, as a new plan shows: those of objects that it no longer changes, and a
     * conflict that it no longer meets.
     */
    public synchronized void keep(String id, Collection<Change> planned, boolean conflict) {
        Set<String> still = planned.stream()
                .map(change -> Target.of(change).object())
                .collect(Collectors.toCollection(HashSet::new));
        still.add(LIMIT);
        // A planned create may meet the conflict again, so the conflict is kept until no create is planned.
        if (conflict || planned.stream().anyMatch(change -> change.action() == Action.CREATE)) {
            still.add(ALL);
        }
        forget(id, object -> !still.contains(object));
    }

    /** Forgets every failure of a model deployment that has changed, so that everything is tried at once. */
    public synchronized void forget(String id) {
        forget(id, object -> true);
    }

    /** Returns whether this change failed and has to wait. */
    public synchronized boolean isWaiting(Change change) {
        return failing.containsKey(change.id())
                && (retries.isLater(Target.of(change))
                        || change.action() == Action.CREATE && retries.isLater(new Target(change.id(), ALL)));
    }

    /** Returns the ids with a change to try again now. */
    public synchronized Set<String> due() {
        Collection<Target> due = retries.get(Integer.MAX_VALUE);
        due.forEach(retries::done);
        return due.stream().map(Target::id).collect(Collectors.toSet());
    }

    /** Returns how many failures wait to be tried again. */
    public int waiting() {
        return retries.later();
    }

    /** Returns the failures of a model deployment, in the order of its objects; empty if there are none. */
    public synchronized Collection<Failure> of(String id) {
        return new TreeMap<>(failing.getOrDefault(id, Map.of()))
                .values().stream().map(Entry::failure).toList();
    }

    private void fail(Target target, Failure failure, Backoff waits) {
        enter(target, failure);
        retries.cancel(target);
        retries.addRateLimited(target, waits);
    }

    private void enter(Target target, Failure failure) {
        Entry known = entry(target);
        failing.computeIfAbsent(target.id(), none -> new HashMap<>())
                .put(target.object(), new Entry(failure, steady.instant(), known == null ? 0 : known.hurried));
    }

    private void forget(String id, Predicate<String> over) {
        Map<String, Entry> entries = failing.get(id);
        if (entries == null) {
            return;
        }
        entries.keySet().removeIf(object -> {
            boolean isOver = over.test(object);
            if (isOver) {
                Target target = new Target(id, object);
                retries.cancel(target);
                retries.forget(target);
            }
            return isOver;
        });
        if (entries.isEmpty()) {
            failing.remove(id);
        }
    }

    private Entry entry(Target target) {
        return failing.getOrDefault(target.id(), Map.of()).get(target.object());
    }
}
