package com.dotscience.deployer.apply;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often each object was written lately although nothing else was wanted of it, and when it may be written again (R11).
 * What an admission or a rival changes back is tried again as a failure is: with back-off, at once when what is wanted
 * changes, and holding up no other object. Safe for use by many threads.
 */
public final class Rewrites {

    /** An object that was as it is wanted for so long has forgotten all that. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /**
     * @param due when it may be written again
     * @param wake when its model deployment is to be planned again; null if there was nothing to write
     * @param last when there was last something to write
     */
    private record Entry(Kind kind, int writes, Instant due, Instant wake, Instant last) {

        Entry different(Instant now) {
            boolean waits = due.isAfter(now);
            return new Entry(kind, writes, due, waits ? due : null, waits ? due : now);
        }

        Entry written(Instant nextDue) {
            return new Entry(kind, writes + 1, nextDue, null, nextDue);
        }

        Entry awake() {
            return new Entry(kind, writes, due, null, last);
        }
    }

    /** @param wanted when it was last planned; empty: that there is nothing */
    private record Written(Optional<Deployment> wanted, Map<String, Entry> objects) {}

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
                target(change),
                (same, entry) -> entry == null ? new Entry(change.kind(), 0, now, null, now) : entry.different(now)));
    }

    /** A change was made. */
    public void made(Change change) {
        tried(change, 1);
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
        Written written = writtenById.get(change.id());
        Entry entry = written == null ? null : written.objects.get(target(change));
        return entry != null && clock.instant().isBefore(entry.due);
    }

    /** The kinds of object that were written more than once for what is wanted now: it does not stay as it is written. */
    public synchronized Set<Kind> notSticking(String id) {
        Written written = writtenById.get(id);
        return written == null
                ? Set.of()
                : written.objects.values().stream()
                        .filter(entry -> entry.writes > 1)
                        .map(Entry::kind)
                        .collect(Collectors.toSet());
    }

    /** The ids with something to write again now. What has been quiet for long enough is forgotten. */
    public synchronized Set<String> due() {
        Instant now = clock.instant();
        Set<String> due = new HashSet<>();
        for (Iterator<Map.Entry<String, Written>> all = writtenById.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Written> next = all.next();
            Map<String, Entry> objects = next.getValue().objects;
            objects.values().removeIf(entry -> now.isAfter(entry.last.plus(QUIET)));
            if (objects.isEmpty()) {
                all.remove();
            }
            objects.replaceAll((target, entry) -> {
                if (entry.wake == null || now.isBefore(entry.wake)) {
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
                .filter(entry -> entry.wake != null)
                .count();
    }

    /** @param waitsFrom the write from which on the next one waits */
    private synchronized void tried(Change change, int waitsFrom) {
        Written written = writtenById.get(change.id());
        if (written != null) {
            written.objects.computeIfPresent(target(change), (same, entry) -> {
                int writes = entry.writes + 1;
                Duration wait = writes < waitsFrom ? Duration.ZERO : backoff.afterFailures(writes);
                return entry.written(clock.instant().plus(wait));
            });
        }
    }

    private static String target(Change change) {
        return change.kind() + " " + change.namespace() + "/" + change.name();
    }
}
