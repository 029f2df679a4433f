package com.dotscience.deployer.gateway;

import java.util.Optional;

/**
 * What the last connection reveals about this deployer's identity. Neither value decides: the cluster's owner does (R3).
 *
 * @param ofToken the md5 of the token in hex, as the Go program has it
 * @param named what the Gateway named, if anything
 */
public record IdentityHints(String ofToken, Optional<String> named) {}
