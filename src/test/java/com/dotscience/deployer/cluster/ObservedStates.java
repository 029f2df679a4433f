package com.dotscience.deployer.cluster;

import com.dotscience.deployer.cluster.informer.Informers;

/** Observed states for tests that show objects to the informers by hand. */
public final class ObservedStates {

    private ObservedStates() {}

    public static ObservedState of(Informers informers) {
        return new ObservedState(informers);
    }

    /** Says that the informers have shown everything. */
    public static void becomeSynced(ObservedState observed) {
        observed.becomeSynced();
    }
}
