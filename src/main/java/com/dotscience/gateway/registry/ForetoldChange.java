package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.store.RegisteredDeployer;

/**
 * A change that would be accepted.
 *
 * @param wanted what would be wanted; {@code deleted} if it would not be wanted any more
 */
public record ForetoldChange(RegisteredDeployer deployer, Deployment wanted) {}
