package com.dotscience.deployer.plan;

import java.util.List;

/**
 * A plan, and what the next plan for the same model deployment need not compare.
 *
 * @param synced the wanted objects that are there as they are wanted
 */
public record PlanResult(Plan plan, List<SyncedObject> synced) {

    public PlanResult {
        synced = List.copyOf(synced);
    }
}
