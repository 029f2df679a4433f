package com.dotscience.deployer.gateway;

import java.util.Optional;

/**
 * How this deployer agrees with others of its token which of them writes, as the Gateway is told.
 *
 * @param lease the uid of the Lease, or another word that no Lease has; empty if it writes without asking anybody
 * @param standingBy why it does not write, a sentence for people; empty if it does
 * @param alone why it writes without a Lease although it asked for one, a sentence for people; empty if it does not
 */
public record Participation(Optional<String> lease, Optional<String> standingBy, Optional<String> alone) {

    /** That of a deployer which knows of no Lease. */
    static Participation none() {
        return new Participation(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
