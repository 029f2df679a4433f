package com.dotscience.deployer.gateway;

import java.util.Optional;

/**
 * What the last connection reveals about this deployer's identity. Both values are hints only, because the cluster's
 * owner decides (R3).
 *
 * @param ofToken the MD5 of the token in hex, as the Go program computes it
 * @param named the identity that the Gateway named; empty if it named none
 */
public record IdentityHints(String ofToken, Optional<String> named) {}
