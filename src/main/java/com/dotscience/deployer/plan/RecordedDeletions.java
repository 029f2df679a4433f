package com.dotscience.deployer.plan;

import com.dotscience.deployer.plan.DeletionGuard.Held;
import com.dotscience.deployer.plan.DeletionGuard.Why;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a guard has decided about deletions, as another deployer of the same identity reads it that takes its place: a line for each reason
 * and time of held ones, and one for those that were cleared. Of each id it has a short digest, so that 10,000 of them have room in an
 * annotation.
 *
 * @param held why and since when, by digest
 * @param cleared digests
 */
public record RecordedDeletions(Map<String, Held> held, Set<String> cleared) {

    /** Enough that no two ids of one deployer share a digest. */
    private static final int BYTES = 8;

    private static final String HELD = "held";
    private static final String CLEARED = "cleared";

    public RecordedDeletions {
        held = Map.copyOf(held);
        cleared = Set.copyOf(cleared);
    }

    /** Returns the decisions of a guard as text; empty if there are none. */
    public static String text(DeletionGuard guard) {
        Map<String, Set<String>> lines = new TreeMap<>();
        guard.held()
                .forEach((id, held) -> lines.computeIfAbsent(
                                HELD + " " + held.why() + " " + held.since(), line -> new TreeSet<>())
                        .add(digest(id)));
        guard.cleared()
                .keySet()
                .forEach(id ->
                        lines.computeIfAbsent(CLEARED, line -> new TreeSet<>()).add(digest(id)));
        return lines.entrySet().stream()
                .map(line -> line.getKey() + " " + String.join(" ", line.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Reads such a text. A line that a later version wrote and this one does not know is left out. */
    public static RecordedDeletions parse(String text) {
        Map<String, Held> held = new HashMap<>();
        Set<String> cleared = new HashSet<>();
        for (String line : text.lines().toList()) {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            if (words.get(0).equals(CLEARED)) {
                cleared.addAll(words.subList(1, words.size()));
            } else if (words.get(0).equals(HELD) && words.size() > 2) {
                try {
                    Held decision = new Held(Why.valueOf(words.get(1)), Instant.parse(words.get(2)));
                    words.subList(3, words.size()).forEach(id -> held.put(id, decision));
                } catch (IllegalArgumentException | DateTimeParseException unknown) {
                    // The guard of this deployer decides by itself.
                }
            }
        }
        return new RecordedDeletions(held, cleared);
    }

    /**
     * Returns a guard that goes on with these decisions: they count more than its own.
     *
     * @param leaving ids that own objects and are not wanted; the decisions on others are void
     */
    public DeletionGuard applyTo(DeletionGuard guard, Collection<String> leaving, Instant now) {
        Map<String, Held> nowHeld = new HashMap<>(guard.held());
        Map<String, Instant> nowCleared = new HashMap<>(guard.cleared());
        for (String id : leaving) {
            String digest = digest(id);
            if (cleared.contains(digest)) {
                nowHeld.remove(id);
                nowCleared.putIfAbsent(id, now);
            } else if (held.containsKey(digest)) {
                nowCleared.remove(id);
                nowHeld.put(id, held.get(digest));
            }
        }
        return new DeletionGuard(guard.policy(), nowHeld, nowCleared, guard.unconfirmed());
    }

    private static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
