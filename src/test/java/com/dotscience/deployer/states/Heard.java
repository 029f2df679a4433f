package com.dotscience.deployer.states;

import com.dotscience.deployer.states.Truth.Gone;
import com.dotscience.deployer.states.Truth.Wish;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a process has heard from the Gateway since its start, by the rules and not by the product: by this it is judged what it may do.
 *
 * @param listed whether a complete list has come
 * @param wanted what it heard last of each id: what is wanted, or an empty string if it is not
 * @param revision of the Gateway when it said that, by id
 * @param listRevision of the Gateway when the latest list was made
 * @param named the ids that were named as removed, each with whether a person confirmed that
 * @param lacking the ids that a believable list lacked of a Gateway that names nothing
 * @param doubted the ids that a list lacked which is not to be believed
 * @param unconfirmed the id that was deleted last although nobody had confirmed its removal
 * @param at when that was
 */
record Heard(
        boolean listed,
        Map<String, String> wanted,
        Map<String, Long> revision,
        long listRevision,
        Map<String, Boolean> named,
        Set<String> lacking,
        Set<String> doubted,
        String unconfirmed,
        Instant at) {

    static final Heard NOTHING =
            new Heard(false, Map.of(), Map.of(), 0, Map.of(), Set.of(), Set.of(), "", Instant.EPOCH);

    /** Returns what is wanted of an id; empty if nothing is, or nothing is known. */
    String of(String id) {
        return wanted.getOrDefault(id, "");
    }

    /** Returns it with the news of one id (R4: if it is news). */
    Heard news(Truth truth, String id) {
        Wish wish = truth.wanted().get(id);
        if (wish == null && !truth.ours()
                || truth.revision() <= Math.max(revision.getOrDefault(id, 0L), listRevision)) {
            return this;
        }
        Draft draft = new Draft(this);
        if (wish != null) {
            draft.want(id, wish, truth.revision());
        } else {
            draft.name(id, truth.gone().get(id), truth.revision());
        }
        return draft.heard(listed, listRevision);
    }

    /**
     * Returns it with a complete list (R4: but for what is newer than that).
     *
     * @param owning the ids that own objects
     */
    Heard list(Truth truth, Set<String> owning) {
        if (truth.ours() && truth.revision() < listRevision) {
            return this;
        }
        Draft draft = new Draft(this);
        Set<String> all = new HashSet<>(owning);
        all.addAll(wanted.keySet());
        all.addAll(truth.wanted().keySet());
        all.addAll(truth.gone().keySet());
        for (String id : all) {
            if (revision.getOrDefault(id, 0L) > truth.revision()) {
                continue;
            }
            Wish wish = truth.wanted().get(id);
            Gone gone = truth.ours() ? truth.gone().get(id) : null;
            if (wish != null) {
                draft.want(id, wish, truth.revision());
            } else if (gone != null) {
                draft.name(id, gone, truth.revision());
            } else {
                draft.lack(id, owning.contains(id), !truth.ours());
            }
        }
        draft.believeUnlessNothingIsWanted();
        return draft.heard(true, truth.revision());
    }

    Heard deletedUnconfirmed(String id, Instant now) {
        return new Heard(listed, wanted, revision, listRevision, named, lacking, doubted, id, now);
    }

    /** Forgets what was deleted so long ago that it does not matter any more. */
    Heard at(Instant now) {
        return unconfirmed.isEmpty() || now.isBefore(at.plusSeconds(60))
                ? this
                : new Heard(listed, wanted, revision, listRevision, named, lacking, doubted, "", Instant.EPOCH);
    }

    private static final class Draft {

        private final Map<String, String> wanted;
        private final Map<String, Long> revision;
        private final Map<String, Boolean> named;
        private final Set<String> lacking;
        private final Set<String> doubted;
        private final Set<String> missing = new HashSet<>();
        private final Heard from;

        Draft(Heard from) {
            this.from = from;
            this.wanted = new TreeMap<>(from.wanted);
            this.revision = new HashMap<>(from.revision);
            this.named = new TreeMap<>(from.named);
            this.lacking = new TreeSet<>(from.lacking);
            this.doubted = new TreeSet<>(from.doubted);
        }

        void want(String id, Wish wish, long latest) {
            wanted.put(id, wish.words());
            revision.put(id, latest);
            named.remove(id);
            lacking.remove(id);
            doubted.remove(id);
        }

        void name(String id, Gone gone, long latest) {
            wanted.put(id, "");
            revision.put(id, latest);
            named.put(id, gone.confirmed());
        }

        void lack(String id, boolean owns, boolean counts) {
            wanted.put(id, "");
            revision.remove(id);
            named.remove(id);
            if (owns && counts) {
                missing.add(id);
            }
        }

        void believeUnlessNothingIsWanted() {
            boolean nothing = wanted.values().stream().allMatch(String::isEmpty);
            missing.removeAll(lacking);
            (nothing ? doubted : lacking).addAll(missing);
            lacking.removeAll(doubted);
        }

        Heard heard(boolean listed, long listRevision) {
            return new Heard(
                    listed,
                    Map.copyOf(wanted),
                    Map.copyOf(revision),
                    listRevision,
                    Map.copyOf(named),
                    Set.copyOf(lacking),
                    Set.copyOf(doubted),
                    from.unconfirmed,
                    from.at);
        }
    }
}
