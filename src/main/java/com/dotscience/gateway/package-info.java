/**
 * The Gateway: gRPC services, the store, the hub that fans changes out to deployers. Never imports deployer or cli.
 *
 * <p>Every change of what is wanted goes one way: {@code ManagementService} asks {@code ModelDeployments}, which writes in
 * the order that {@code Changes} gives, and {@code Hub} offers it to the open streams. {@code GatewayServer} puts the parts
 * together, for the program and for whoever embeds it.
 */
package com.dotscience.gateway;
