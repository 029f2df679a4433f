package com.dotscience.deployer.plan;

import java.util.List;
import java.util.Map;

/**
 * Everything that is to be done for one model deployment, and what stands in the way.
 *
 * @param changes independent of each other, at most one for each object; empty if the cluster is as it should be
 * @param conflicts objects of somebody else that stand where ours should be, each a sentence for people; they are never written
 *     to
 * @param waiting what is not done yet and why (a deletion that is held, an old object that stays until its successor is ready,
 *     an object that is being deleted), each a sentence for people
 * @param lacking the optional kinds of which an object is wanted and cannot be made in this cluster, each with the reason for people
 */
public record Plan(
        String id, List<Change> changes, List<String> conflicts, List<String> waiting, Map<Kind, String> lacking) {

    public Plan {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        waiting = List.copyOf(waiting);
        lacking = Map.copyOf(lacking);
    }

    /** Creates a plan that lacks nothing. */
    public Plan(String id, List<Change> changes, List<String> conflicts, List<String> waiting) {
        this(id, changes, conflicts, waiting, Map.of());
    }

    /** Says whether everything is as wanted: nothing is to be done, in the way, or waited for. */
    public boolean inSync() {
        return changes.isEmpty() && conflicts.isEmpty() && waiting.isEmpty();
    }
}
