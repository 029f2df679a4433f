package com.dotscience.deployer.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the objects of a model deployment that is not wanted may be deleted.
 *
 * <p>Nothing may, unless it was cleared: by a tombstone, by a list whose gaps are believable, or by a person. A list
 * that is empty, or lacks too much of what runs in the cluster, is more likely a Gateway that lost its memory: what it
 * lacks is held, and stays held even if the next list looks better. Immutable: each method returns the guard to go on
 * with.
 *
 * @param held ids whose deletion is held, with the time of the list that first lacked them
 * @param cleared ids whose objects may be deleted, with the time they were cleared
 */
public record DeletionGuard(Policy policy, Map<String, Instant> held, Map<String, Instant> cleared) {

    /**
     * @param maxPercent of the ids that own objects, how many a list may lack (percent, 0 to 100)
     * @param minCount how many a list must lack for {@code maxPercent} to count
     * @param grace how long lists must agree before a Gateway that knows no tombstones is believed
     * @param delay between a deletion being cleared and being made
     */
    public record Policy(int maxPercent, int minCount, Duration grace, Duration delay) {}

    /** What the guard says of an id, with the sentence to show people. */
    public record Verdict(boolean permitted, String reason) {}

    public DeletionGuard {
        held = Map.copyOf(held);
        cleared = Map.copyOf(cleared);
    }

    public DeletionGuard(Policy policy) {
        this(policy, Map.of(), Map.of());
    }

    /** What a source named as removed goes at once. */
    public DeletionGuard removed(Set<String> ids, Instant now) {
        return ids.isEmpty() ? this : clear(ids, now);
    }

    /** What is wanted again is neither held nor cleared. */
    public DeletionGuard wantedAgain(Set<String> ids) {
        if (ids.stream().noneMatch(id -> held.containsKey(id) || cleared.containsKey(id))) {
            return this;
        }
        return new DeletionGuard(policy, without(held, ids), without(cleared, ids));
    }

    /** A person looked at what is held and lets it go. */
    public DeletionGuard released(Instant now) {
        return clear(held.keySet(), now);
    }

    /**
     * A complete list arrived.
     *
     * @param owning ids that own objects in the cluster
     * @param wanted ids that are wanted, the list included
     * @param tombstones whether the Gateway names what was removed, so that time alone never makes a gap a removal
     */
    public DeletionGuard reviewed(Set<String> owning, Set<String> wanted, boolean tombstones, Instant now) {
        Map<String, Instant> stillCleared = new HashMap<>(cleared);
        stillCleared.keySet().removeIf(id -> wanted.contains(id) || !owning.contains(id));
        Set<String> missing = new HashSet<>(owning);
        missing.removeAll(wanted);
        missing.removeAll(stillCleared.keySet());
        int running = owning.size() - stillCleared.size();

        boolean believable = isBelievable(missing.size(), running, wanted.isEmpty());
        Map<String, Instant> stillHeld = new HashMap<>();
        for (String id : missing) {
            Instant since = held.containsKey(id) ? held.get(id) : now;
            boolean agreedForLong = !tombstones && !now.isBefore(since.plus(policy.grace()));
            boolean newlyMissing = !held.containsKey(id);
            if (newlyMissing && believable || !newlyMissing && agreedForLong) {
                stillCleared.put(id, now);
            } else {
                stillHeld.put(id, since);
            }
        }
        return new DeletionGuard(policy, stillHeld, stillCleared);
    }

    /** Whether the objects of an id that is not wanted may be deleted now. */
    public Verdict verdict(String id, Instant now) {
        if (cleared.containsKey(id)) {
            Instant due = cleared.get(id).plus(policy.delay());
            return now.isBefore(due)
                    ? new Verdict(false, "No longer wanted; deleted at " + due)
                    : new Verdict(true, "No longer wanted");
        }
        if (held.containsKey(id)) {
            return new Verdict(
                    false,
                    "Missing from the Gateway's list since " + held.get(id) + ", but too much was missing at"
                            + " once: held until the Gateway names it as removed or a person releases it");
        }
        return new Verdict(false, "Not wanted, but no complete list has said so yet");
    }

    private boolean isBelievable(int missing, int running, boolean nothingWanted) {
        if (nothingWanted) {
            return false;
        }
        return missing < policy.minCount() || missing * 100L <= (long) policy.maxPercent() * running;
    }

    private DeletionGuard clear(Set<String> ids, Instant now) {
        Map<String, Instant> nowCleared = new HashMap<>(cleared);
        ids.forEach(id -> nowCleared.putIfAbsent(id, now));
        return new DeletionGuard(policy, without(held, ids), nowCleared);
    }

    private static Map<String, Instant> without(Map<String, Instant> map, Set<String> ids) {
        Map<String, Instant> rest = new HashMap<>(map);
        rest.keySet().removeAll(ids);
        return rest;
    }
}
