package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Change;
import java.util.List;
import java.util.Optional;

/**
 * What would be done.
 *
 * @param refusal why nothing of it would be done, a sentence for people; empty if it would
 * @param remarks what else people should know, a sentence each
 * @param isHeld whether no write is sent at present, so that no change can be tried
 */
public record Foretold(List<Change> changes, Optional<String> refusal, List<String> remarks, boolean isHeld) {

    public Foretold {
        changes = List.copyOf(changes);
        remarks = List.copyOf(remarks);
    }

    static Foretold refused(String refusal) {
        return new Foretold(List.of(), Optional.of(refusal), List.of(), false);
    }
}
