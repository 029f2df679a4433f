package com.dotscience.deployer.plan;

/**
 * A plan, together with what the next plan for the same model deployment need not compare again, which saves most of the work.
 *
 * @param synced the objects that exist as they are wanted
 */
public record PlanResult(Plan plan, Synced synced) {}
