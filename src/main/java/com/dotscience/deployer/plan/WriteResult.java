package com.dotscience.deployer.plan;

import java.util.List;

/**
 * How an object that was just written compares with what is wanted.
 *
 * @param differences what the API server's answer shows as not as it is wanted
 * @param synced the object, if there is nothing of that kind: the next plan need not compare it
 */
public record WriteResult(List<Difference> differences, List<SyncedObject> synced) {

    public WriteResult {
        differences = List.copyOf(differences);
        synced = List.copyOf(synced);
    }

    /** Of an object that is not wanted, or not any more. */
    public static WriteResult ofNothing() {
        return new WriteResult(List.of(), List.of());
    }
}
