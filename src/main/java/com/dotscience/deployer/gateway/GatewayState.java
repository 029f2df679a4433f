package com.dotscience.deployer.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * How the connection to the Gateway stands.
 *
 * @param connected whether the Gateway's news reach this deployer
 * @param since when that last changed
 * @param reconnects how often the connection was lost and came back
 * @param lastError why it was last lost or could not be made, in one sentence; kept after it is back
 */
public record GatewayState(boolean connected, Instant since, long reconnects, Optional<String> lastError) {}
