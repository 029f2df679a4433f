package com.dotscience.deployer.apply;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Counts how often each object was written lately although nobody wanted anything new, and decides when it may be
 * written again (R11). Without that, the deployer and an admission or a rival that changes the object back would write
 * without end. As after a failure, the next write waits for a back-off, happens at once when the wanted state changes,
 * and delays no other object. Many threads may use it.
 */
public final class Rewrites {

    /** A controller writes this often in a row while its object rolls out. Whoever writes more often is none. */
    private static final int MOST_STEPS = 5;

    /** The time for which an object has to stay as it is wanted until its back-off is reset. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** @param wanted the model deployment as it was last planned; empty if it was not wanted */
    private record Written(Optional<Deployment> wanted, Map<ObjectKey, WrittenObject> objects) {}

    private final Map<String, Written> writtenById = new HashMap<>();
    private final Backoff backoff;
    private final Clock clock;

    /** @param backoff gives the wait by the number of times that an object was written */
    public Rewrites(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * Records that a model deployment was planned.
     *
     * @param wanted the model deployment as it is wanted now; if it has changed since the last plan, all its objects
     *     may be written at once
     */
    public synchronized void planned(String id, Optional<Deployment> wanted, Collection<Change> changes) {
        Written known = writtenById.get(id);
        if (known != null && !known.wanted.equals(wanted)) {
            writtenById.remove(id);
            known = null;
        }
        if (changes.isEmpty()) {
            return;
        }
        Written current = known == null ? new Written(wanted, new HashMap<>()) : known;
        writtenById.put(id, current);
        Instant now = clock.instant();
        changes.forEach(change -> current.objects.compute(
                change.key(),
                (same, entry) ->
                        (entry == null ? WrittenObject.first(change.kind(), now) : entry).different(change, now)));
    }

    /**
     * Records that a change was made.
     *
     * @param rewritten the differences between what was written and the API server's answer
     */
    public synchronized void made(Change change, List<Difference> rewritten) {
        tried(change, 1);
        replace(change, entry -> entry.made(rewritten));
    }

    /**
     * Records that the object was in another state than the change was planned for. The next attempt need not wait the
     * first time, nor while only its controller writes to it, step by step: what was asked of the object is not undone.
     *
     * @param isOfSameGeneration whether its spec is still the one for which the change was planned
     */
    public synchronized void metAnother(Change change, boolean isOfSameGeneration) {
        if (isOfSameGeneration
                && entry(change).filter(entry -> entry.overtaken() < MOST_STEPS).isPresent()) {
            replace(change, WrittenObject::overtakenOnceMore);
        } else {
            tried(change, 2);
        }
    }

    /** Returns whether the object must not be written yet. */
    public synchronized boolean isWaiting(Change change) {
        return entry(change)
                .filter(entry -> clock.instant().isBefore(entry.due()))
                .isPresent();
    }

    /**
     * Returns the kinds of object that were written more than once for the present wanted state, because they do not
     * stay as they were written.
     */
    public synchronized Set<Kind> notSticking(String id) {
        Written written = writtenById.get(id);
        return written == null
                ? Set.of()
                : written.objects.values().stream()
                        .filter(entry -> entry.writes() > 1)
                        .map(WrittenObject::kind)
                        .collect(Collectors.toSet());
    }

    /**
     * Returns the ids with an object to write again now, and forgets the objects that have been quiet for long enough.
     */
    public synchronized Set<String> due() {
        Instant now = clock.instant();
        Set<String> due = new HashSet<>();
        for (Iterator<Map.Entry<String, Written>> all = writtenById.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Written> next = all.next();
            Map<ObjectKey, WrittenObject> objects = next.getValue().objects;
            objects.values().removeIf(entry -> now.isAfter(entry.last().plus(QUIET)));
            if (objects.isEmpty()) {
                all.remove();
            }
            objects.replaceAll((target, entry) -> {
                if (entry.wake() == null || now.isBefore(entry.wake())) {
                    return entry;
                }
                due.add(next.getKey());
                return entry.awake();
            });
        }
        return due;
    }

    /** Returns how many objects wait to be written again. */
    public synchronized int waiting() {
        return (int) writtenById.values().stream()
                .flatMap(written -> written.objects.values().stream())
                .filter(entry -> entry.wake() != null)
                .count();
    }

    /**
     * Returns the model deployment that was wanted when a change was planned; empty if it was not wanted, or if it is
     * not known.
     */
    public synchronized Optional<Deployment> wanted(Change change) {
        return Optional.ofNullable(writtenById.get(change.id())).flatMap(Written::wanted);
    }

    /**
     * Returns the fields of a change that somebody had changed after an earlier write. It leaves out fields that are
     * wanted for the first time, or whose object was quiet for a long time before.
     */
    public synchronized List<NotSticking> later(Change change) {
        return entry(change).stream()
                .flatMap(entry -> entry.news(change).stream().map(entry::laterField))
                .toList();
    }

    /** Returns the fields that the API server's answer to the last write showed as changed. */
    public synchronized List<NotSticking> atAdmission(Change change) {
        return entry(change).stream()
                .flatMap(entry -> entry.atAdmission().stream().map(entry::admittedField))
                .toList();
    }

    /** Returns whether somebody has to find out who made the change. It returns true once for the same differences,
     * and again after {@link #askAgain}. */
    public synchronized boolean asksWho(Change change) {
        boolean asks = entry(change)
                .filter(entry -> entry.by() == null && !entry.news(change).isEmpty())
                .isPresent();
        if (asks) {
            changedBy(change, Map.of());
        }
        return asks;
    }

    /** Has it found out later who made the change, because it could not be told this time. */
    public synchronized void askAgain(Change change) {
        replace(change, WrittenObject::notAsked);
    }

    /** Records who changed which fields, as far as that is known. */
    public synchronized void changedBy(Change change, Map<Difference, String> managers) {
        replace(change, entry -> entry.changedBy(managers));
    }

    /**
     * Returns whether an admission made all the differences from the wanted state. Writing again would then have the
     * same result.
     */
    public synchronized boolean isAtAdmission(Change change) {
        return entry(change).filter(entry -> entry.isAtAdmission(change)).isPresent();
    }

    /**
     * Returns the fields that do not stay as they were written, in the order of the objects.
     *
     * @param changes the changes that are planned
     */
    public synchronized List<NotSticking> of(String id, Collection<Change> changes) {
        Written written = writtenById.get(id);
        if (written == null) {
            return List.of();
        }
        Instant now = clock.instant();
        Map<ObjectKey, Change> planned =
                changes.stream().collect(Collectors.toMap(Change::key, change -> change, (one, other) -> one));
        List<NotSticking> all = new ArrayList<>();
        new TreeMap<>(written.objects).forEach((target, entry) -> {
            Change change = planned.get(target);
            // A field is shown until it is written again, and then until the write has held for the length of the wait.
            if (change != null || now.isBefore(entry.due())) {
                entry.later().forEach(difference -> all.add(entry.laterField(difference)));
            }
            entry.atAdmission().stream()
                    .filter(difference -> change != null && change.differences().contains(difference))
                    .forEach(difference -> all.add(entry.admittedField(difference)));
        });
        return all;
    }

    /** @param waitsFrom the number of the first write after which the next one waits */
    private synchronized void tried(Change change, int waitsFrom) {
        replace(change, entry -> {
            int writes = entry.writes() + 1;
            Duration wait = writes < waitsFrom ? Duration.ZERO : backoff.afterFailures(writes);
            return entry.tried(clock.instant().plus(wait));
        });
    }

    private void replace(Change change, UnaryOperator<WrittenObject> next) {
        Written written = writtenById.get(change.id());
        if (written != null) {
            written.objects.computeIfPresent(change.key(), (same, entry) -> next.apply(entry));
        }
    }

    private Optional<WrittenObject> entry(Change change) {
        return Optional.ofNullable(writtenById.get(change.id())).map(written -> written.objects.get(change.key()));
    }
}
