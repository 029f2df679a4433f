package com.dotscience.deployer.plan;

import java.util.List;

/**
 * A plan, together with what the next plan for the same model deployment need not compare again, which saves most of the work.
 *
 * @param synced the wanted objects that exist as they are wanted
 */
public record PlanResult(Plan plan, List<SyncedObject> synced) {

    public PlanResult {
        synced = List.copyOf(synced);
    }
}
