package com.dotscience.deployer.leader;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the Gateway tells.
 *
 * @param withoutLease the version of another deployer with the same token that writes without a Lease; empty if there is none
 * @param isHeard whether there is a connection to the Gateway, or none is needed
 */
public record Neighbours(Supplier<Optional<String>> withoutLease, BooleanSupplier isHeard) {}
