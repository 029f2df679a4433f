package com.dotscience.deployer.plan;

import java.util.List;

/**
 * What is to be done for one model deployment.
 *
 * @param changes independent of each other, at most one for an object; empty where the cluster is as it should be
 * @param conflicts objects of somebody else that sit where ours should be, each a sentence for people; they are never
 *     written to
 * @param waiting what is not done yet and why (a deletion that is held, an old object that stays until its successor is
 *     ready, an object that is being deleted), each a sentence for people
 */
public record Plan(String id, List<Change> changes, List<String> conflicts, List<String> waiting) {

    public Plan {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        waiting = List.copyOf(waiting);
    }

    /** Whether all is as wanted: nothing to do, nothing in the way, nothing waited for. */
    public boolean inSync() {
        return changes.isEmpty() && conflicts.isEmpty() && waiting.isEmpty();
    }
}
