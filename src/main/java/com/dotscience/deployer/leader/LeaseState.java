package com.dotscience.deployer.leader;

import java.time.Instant;

/**
 * What a Lease says.
 *
 * @param holder who leads; empty if the last one has given it back
 * @param acquired since when
 * @param renewed when the holder last said so, by the holder's clock: it is compared with nothing but itself
 * @param transitions how often it changed hands
 * @param record what the one that leads has decided and the next one has to know
 * @param version the resourceVersion; empty if the Lease is not written yet
 */
record LeaseState(String holder, Instant acquired, Instant renewed, int transitions, String record, String version) {

    boolean isHeldBy(String candidate) {
        return holder.equals(candidate);
    }

    boolean isFree() {
        return holder.isEmpty();
    }

    LeaseState renewed(Instant now) {
        return new LeaseState(holder, acquired, now, transitions, record, version);
    }

    LeaseState takenBy(String candidate, Instant now) {
        return new LeaseState(candidate, now, now, transitions + 1, record, version);
    }

    LeaseState givenBack(Instant now) {
        return new LeaseState("", acquired, now, transitions, record, version);
    }

    LeaseState recording(String latest) {
        return new LeaseState(holder, acquired, renewed, transitions, latest, version);
    }
}
