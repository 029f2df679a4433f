package com.dotscience.deployer.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of the connection to the Gateway, which the health checks and metrics show.
 *
 * @param connected whether the Gateway's changes reach this deployer
 * @param since when that last changed
 * @param reconnects how often the connection was lost and came back
 * @param lastError why it was last lost or could not be made, in one sentence; kept after it is back
 */
public record GatewayState(boolean connected, Instant since, long reconnects, Optional<String> lastError) {}
