package com.dotscience.deployer.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides whether the objects of a model deployment that is not wanted may be deleted.
 *
 * <p>None may be deleted unless they were cleared: by a tombstone that a person has confirmed, by a few tombstones that nobody
 * has confirmed, by a list that lacks believably few, or by the cluster's owner. Too many removals at once are more likely a
 * mistake, or a Gateway that has lost its memory: they are held, and stay held even if the next list looks better. The guard is
 * immutable: each method returns the guard to go on with.
 *
 * @param held ids whose deletion is held, each with the reason and the time since when
 * @param cleared ids whose objects may be deleted, each with the time at which it was cleared
 * @param unconfirmed ids that were decided on within {@link #WINDOW} and whose removal nobody has confirmed, each with that
 *     time
 */
public record DeletionGuard(
        Policy policy, Map<String, Held> held, Map<String, Instant> cleared, Map<String, Instant> unconfirmed) {

    /**
     * Unconfirmed removals within this time count together, so that many small steps cannot remove more than one list may lack.
     */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * The limits that the guard applies.
     *
     * @param maxPercent how many of the ids that own objects may be deleted at once (percent, 0 to 100)
     * @param minCount how many deletions there must be at least for {@code maxPercent} to apply
     * @param grace how long lists must agree before a source that sends no tombstones is believed
     * @param delay the time between clearing a deletion and making it
     * @param ownerReleases whether nothing is deleted but what the cluster's owner releases
     */
    public record Policy(int maxPercent, int minCount, Duration grace, Duration delay, boolean ownerReleases) {}

    /**
     * The facts on which a guard decides.
     *
     * @param owning ids that own objects in the cluster
     * @param wanted ids that are wanted
     * @param removed ids that were named as removed, each with whether a person has confirmed the removal
     * @param tombstones whether the source of an id names what was removed, so that an id missing from its list is not a
     *     removal
     */
    public record Facts(
            Set<String> owning, Set<String> wanted, Map<String, Boolean> removed, Predicate<String> tombstones) {}

    /** The reason why a deletion is held, and the time since when, both of which people are shown. */
    public record Held(Why why, Instant since) {}

    /** The reasons why a deletion can be held. Each is a sentence that tells people how to go on. */
    public enum Why {
        LACKING_TOO_MUCH("Missing from the Gateway's list since %s, but too much was missing at once: held until the"
                + " Gateway names it as removed or a person releases it"),
        ONLY_LACKING(
                "Missing from the Gateway's list since %s, but nobody has removed it by name: held until the Gateway"
                        + " names it as removed or a person releases it"),
        TOO_MANY_NAMED(
                "Named as removed at %s, with too many others at once for nobody to have confirmed it: held until a"
                        + " person releases it"),
        OWNER_RELEASES(
                "No longer wanted since %s, and deployer.prune.confirmed is hold: held until a person releases it");

        private static final String HOW = " (ds-deployer release, in the deployer's pod)";

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }
    }

    /** The answer of the guard about one id: whether its objects may be deleted, and why, in a sentence for people. */
    public record Permission(boolean permitted, String reason) {}

    public DeletionGuard {
        held = Map.copyOf(held);
        cleared = Map.copyOf(cleared);
        unconfirmed = Map.copyOf(unconfirmed);
    }

    public DeletionGuard(Policy policy) {
        this(policy, Map.of(), Map.of(), Map.of());
    }

    /** Clears ids whose removal a person has confirmed, unless the owner has to release each of them. */
    public DeletionGuard confirmed(Set<String> ids, Instant now) {
        return ids.isEmpty() || policy.ownerReleases() ? this : clear(ids, now);
    }

    /** Drops ids that are wanted again: they are neither held nor cleared. */
    public DeletionGuard wantedAgain(Set<String> ids) {
        if (ids.stream().noneMatch(id -> held.containsKey(id) || cleared.containsKey(id))) {
            return this;
        }
        return new DeletionGuard(policy, without(held, ids), without(cleared, ids), unconfirmed);
    }

    /** Releases what is held, because a person has reviewed it. */
    public DeletionGuard released(Instant now) {
        return clear(held.keySet(), now);
    }

    /**
     * Decides on every id that owns objects, is not wanted and is not decided on yet.
     *
     * @param listed when the last complete list arrived; time passes for held deletions only with lists, because silence
     *     confirms nothing
     */
    public DeletionGuard reviewed(Facts facts, Instant listed, Instant now) {
        Map<String, Instant> nowCleared = new HashMap<>(cleared);
        nowCleared
                .keySet()
                .removeIf(id -> facts.wanted().contains(id) || !facts.owning().contains(id));
        Map<String, Instant> recent = new HashMap<>(unconfirmed);
        recent.values().removeIf(at -> !now.isBefore(at.plus(WINDOW)));
        Set<String> unwanted = new HashSet<>(facts.owning());
        unwanted.removeAll(facts.wanted());
        unwanted.removeAll(nowCleared.keySet());
        boolean fewLacking = fewLacking(facts, unwanted, nowCleared.size());
        boolean fewNamed = fewNamed(facts, unwanted, recent.keySet());

        Map<String, Held> nowHeld = new HashMap<>();
        for (String id : unwanted) {
            boolean isNamed = facts.removed().containsKey(id);
            if (!held.containsKey(id) && isNamed && !facts.removed().get(id)) {
                recent.put(id, now);
            }
            if (held.containsKey(id) ? mayGo(id, facts, listed) : passes(id, facts, isNamed ? fewNamed : fewLacking)) {
                nowCleared.put(id, now);
            } else {
                nowHeld.put(id, held.getOrDefault(id, new Held(why(id, facts), isNamed ? now : listed)));
            }
        }
        return new DeletionGuard(policy, nowHeld, nowCleared, recent);
    }

    /** Says whether the objects of an id that is not wanted may be deleted now. */
    public Permission permission(String id, Instant now) {
        if (cleared.containsKey(id)) {
            Instant due = cleared.get(id).plus(policy.delay());
            return now.isBefore(due)
                    ? new Permission(false, "No longer wanted; deleted at " + due)
                    : new Permission(true, "No longer wanted");
        }
        if (held.containsKey(id)) {
            Held deletion = held.get(id);
            return new Permission(false, deletion.why().sentence.formatted(deletion.since()) + Why.HOW);
        }
        return new Permission(false, "Not wanted, but no complete list has said so yet");
    }

    /** Says whether a deletion that is not held yet may go on. */
    private boolean passes(String id, Facts facts, boolean few) {
        if (policy.ownerReleases()) {
            return false;
        }
        return facts.removed().containsKey(id)
                ? facts.removed().get(id) || few
                : !facts.tombstones().test(id) && few;
    }

    /**
     * Says whether a held deletion may go on: a person has confirmed it since, or the lists of a source that sends no
     * tombstones have agreed for long enough.
     */
    private boolean mayGo(String id, Facts facts, Instant listed) {
        if (policy.ownerReleases()) {
            return false;
        }
        Held deletion = held.get(id);
        return facts.removed().getOrDefault(id, false)
                || deletion.why() == Why.LACKING_TOO_MUCH
                        && !facts.tombstones().test(id)
                        && !listed.isBefore(deletion.since().plus(policy.grace()));
    }

    private Why why(String id, Facts facts) {
        if (policy.ownerReleases()) {
            return Why.OWNER_RELEASES;
        }
        if (facts.removed().containsKey(id)) {
            return Why.TOO_MANY_NAMED;
        }
        return facts.tombstones().test(id) ? Why.ONLY_LACKING : Why.LACKING_TOO_MUCH;
    }

    private boolean fewLacking(Facts facts, Set<String> unwanted, int leaving) {
        long lacking = unwanted.stream()
                .filter(id ->
                        !facts.removed().containsKey(id) && !facts.tombstones().test(id))
                .count();
        return !facts.wanted().isEmpty() && isFew(lacking, facts.owning().size() - leaving);
    }

    private boolean fewNamed(Facts facts, Set<String> unwanted, Set<String> recent) {
        Set<String> named = new HashSet<>(recent);
        unwanted.stream()
                .filter(id -> !held.containsKey(id) && !facts.removed().getOrDefault(id, true))
                .forEach(named::add);
        Set<String> running = new HashSet<>(facts.owning());
        running.addAll(recent);
        return isFew(named.size(), running.size());
    }

    private boolean isFew(long number, int running) {
        return number < policy.minCount() || number * 100L <= (long) policy.maxPercent() * running;
    }

    private DeletionGuard clear(Set<String> ids, Instant now) {
        Map<String, Instant> nowCleared = new HashMap<>(cleared);
        ids.forEach(id -> nowCleared.putIfAbsent(id, now));
        return new DeletionGuard(policy, without(held, ids), nowCleared, unconfirmed);
    }

    private static <T> Map<String, T> without(Map<String, T> map, Set<String> ids) {
        Map<String, T> rest = new HashMap<>(map);
        rest.keySet().removeAll(ids);
        return rest;
    }
}
