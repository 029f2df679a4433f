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
 * How often each object was written lately although nothing else was wanted of it, and when it may be written again (R11).
 * What an admission or a rival changes back is tried again as a failure is: with back-off, at once when what is wanted
 * changes, and holding up no other object. Safe for use by many threads.
 */
public final class Rewrites {

    /** An object that stays as it is wanted for this long starts over with no back-off. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** @param wanted when it was last planned; empty: that there is nothing */
    private record Written(Optional<Deployment> wanted, Map<ObjectKey, WrittenObject> objects) {}

    private final Map<String, Written> writtenById = new HashMap<>();
    private final Backoff backoff;
    private final Clock clock;

    /** @param backoff by how often an object was written */
    public Rewrites(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * A model deployment was planned.
     *
     * @param wanted as it is; where that is something else than the last time, all of it may be written at once
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
     * A change was made.
     *
     * @param rewritten what the API server's answer shows as not as it was written
     */
    public synchronized void made(Change change, List<Difference> rewritten) {
        tried(change, 1);
        replace(change, entry -> entry.made(rewritten));
    }

    /**
     * A change met another state than it was planned on. The first time that may well be a step of the object's own rollout,
     * which nobody has to wait for.
     */
    public void metAnother(Change change) {
        tried(change, 2);
    }

    /** Whether the object has to stay as it is for now. */
    public synchronized boolean isWaiting(Change change) {
        return entry(change)
                .filter(entry -> clock.instant().isBefore(entry.due()))
                .isPresent();
    }

    /** The kinds of object that were written more than once for what is wanted now: it does not stay as it is written. */
    public synchronized Set<Kind> notSticking(String id) {
        Written written = writtenById.get(id);
        return written == null
                ? Set.of()
                : written.objects.values().stream()
                        .filter(entry -> entry.writes() > 1)
                        .map(WrittenObject::kind)
                        .collect(Collectors.toSet());
    }

    /** The ids with something to write again now. What has been quiet for long enough is forgotten. */
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

    /** How many objects wait to be written again. */
    public synchronized int waiting() {
        return (int) writtenById.values().stream()
                .flatMap(written -> written.objects.values().stream())
                .filter(entry -> entry.wake() != null)
                .count();
    }

    /** What was wanted when a change was planned; empty: nothing, or nothing is known of it. */
    public synchronized Optional<Deployment> wanted(Change change) {
        return Optional.ofNullable(writtenById.get(change.id())).flatMap(Written::wanted);
    }

    /**
     * What of a change that is to be written, or was just written, somebody had changed after it was written before; nothing of
     * what is wanted for the first time, or set right after a long quiet.
     */
    public synchronized List<NotSticking> later(Change change) {
        return entry(change).stream()
                .flatMap(entry -> entry.news(change).stream().map(entry::laterField))
                .toList();
    }

    /** What the API server's answer to the last write showed as changed. */
    public synchronized List<NotSticking> atAdmission(Change change) {
        return entry(change).stream()
                .flatMap(entry -> entry.atAdmission().stream().map(entry::admittedField))
                .toList();
    }

    /** Whether it is to be asked who did that: once, as long as it is the same. */
    public synchronized boolean asksWho(Change change) {
        boolean asks = entry(change)
                .filter(entry -> entry.by() == null && !entry.news(change).isEmpty())
                .isPresent();
        if (asks) {
            changedBy(change, Map.of());
        }
        return asks;
    }

    /** Who changed what, as far as that is known. */
    public synchronized void changedBy(Change change, Map<Difference, String> managers) {
        replace(change, entry -> entry.changedBy(managers));
    }

    /** Whether all that is not as it is wanted was changed at admission: whatever is written, it would be no other. */
    public synchronized boolean isAtAdmission(Change change) {
        return entry(change).filter(entry -> entry.isAtAdmission(change)).isPresent();
    }

    /**
     * What does not stay as it was written, in the order of the objects.
     *
     * @param changes that are planned
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
            // Until it is written again, and then until that is to be believed.
            if (change != null || now.isBefore(entry.due())) {
                entry.later().forEach(difference -> all.add(entry.laterField(difference)));
            }
            entry.atAdmission().stream()
                    .filter(difference -> change != null && change.differences().contains(difference))
                    .forEach(difference -> all.add(entry.admittedField(difference)));
        });
        return all;
    }

    /** @param waitsFrom the write from which on the next one waits */
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
