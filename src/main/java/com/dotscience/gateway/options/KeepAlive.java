package com.dotscience.gateway.options;

import java.time.Duration;

/**
 * How a Gateway finds deployers that went without a word, as behind a NAT that forgot them.
 *
 * @param silence how long a connection may be silent before it is asked for a sign of life
 * @param patience how long it has to give one; without it all its streams are ended
 */
public record KeepAlive(Duration silence, Duration patience) {

    /** Together as long as a deployer counts as online after its last word. */
    public static final KeepAlive STANDARD = new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(10));
}
