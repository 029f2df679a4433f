package com.dotscience.deployer.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the Gateway tells.
 *
 * @param withoutLease the version of another deployer with the same token that writes without a Lease; empty if there is none
 * @param silence for how long nothing has come from the Gateway; zero while there is a connection, or none is needed
 */
public record Neighbours(Supplier<Optional<String>> withoutLease, Supplier<Duration> silence) {}
