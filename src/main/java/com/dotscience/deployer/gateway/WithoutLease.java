package com.dotscience.deployer.gateway;

import java.util.Optional;

/**
 * What the Gateway has said of another deployer with the same token that writes without a Lease. Answers may overtake each other: that
 * there is one is believed at once, and that there is none only if it was asked for after it was last said that there is one.
 */
final class WithoutLease {

    private Optional<String> version = Optional.empty();
    private int sightings;

    /** Returns its version; empty if there is none, as far as is known. */
    synchronized Optional<String> version() {
        return version;
    }

    /** Returns what {@link #told} needs to know; to be called before the Gateway is asked. */
    synchronized int asking() {
        return sightings;
    }

    /**
     * @param asking what {@link #asking} returned before the Gateway was asked
     * @param answer the version; empty if there is none
     */
    synchronized void told(int asking, String answer) {
        if (!answer.isEmpty()) {
            sightings++;
            version = Optional.of(answer);
        } else if (asking == sightings) {
            version = Optional.empty();
        }
    }
}
