package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.desired.Update;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which sources have sent a complete list since the start, and which source lacked an id. */
final class SourceLists {

    private final Set<String> expected;

    /** For each source, whether it names what it removes. It is read without the lock of {@link GuardedDesiredState}. */
    private final Map<String, Boolean> namesRemovals = new ConcurrentHashMap<>();

    private final Map<String, String> lackedBy = new HashMap<>();
    private Instant latest;

    /** @param expected the sources whose lists are waited for */
    SourceLists(Set<String> expected) {
        this.expected = Set.copyOf(expected);
    }

    /**
     * Adds what a batch of updates brought.
     *
     * @param lists the sources of complete lists, and whether each names what it removes
     * @param lacking the source whose list lacked an id, by the id
     */
    void arrived(Map<String, Boolean> lists, Map<String, String> lacking, Instant now) {
        if (!lists.isEmpty()) {
            namesRemovals.putAll(lists);
            latest = now;
        }
        lackedBy.putAll(lacking);
    }

    /** Forgets which ids were lacking, but for those that still own objects. */
    void forgetLackingExcept(Set<String> owning) {
        lackedBy.keySet().retainAll(owning);
    }

    /** Returns when the latest list arrived; null before the first. */
    Instant latest() {
        return latest;
    }

    /** Returns whether the Gateway has sent a list; without a Gateway, whether every source has that is waited for. */
    boolean areEnough() {
        return expected.contains(Update.GATEWAY) ? namesRemovals.containsKey(Update.GATEWAY) : areComplete();
    }

    /** Returns whether every source that is waited for has sent a list. */
    boolean areComplete() {
        return namesRemovals.keySet().containsAll(expected);
    }

    /**
     * Returns whether the source of an id names what it removes. An id that no source has mentioned since the start may
     * be any source's, so one that names what it removes is enough.
     */
    boolean nameRemovals(String id) {
        String source = lackedBy.get(id);
        return source == null ? namesRemovals.containsValue(true) : namesRemovals.getOrDefault(source, false);
    }
}
