package com.dotscience.gateway.options;

import java.time.Duration;

/**
 * How a Gateway detects connections that were lost without a word, for example behind a NAT that dropped them.
 *
 * @param interval how long a connection may be silent before the Gateway sends a ping
 * @param timeout how long the Gateway waits for the answer before it closes the connection with all its streams
 */
public record KeepAlive(Duration interval, Duration timeout) {

    /** Together these are as long as a deployer counts as online after its last call. */
    public static final KeepAlive STANDARD = new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(10));
}
