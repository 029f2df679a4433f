/**
 * The Gateway: gRPC services, the store, the hub that fans changes out to deployers. Never imports deployer or cli.
 *
 * <p>Here stands what makes a process of it: the program's commands, and {@code GatewayServer}, which puts the rooms together
 * for the program and for whoever embeds it. Whatever a room does stands in that room.
 *
 * <p>Every change of what is wanted goes one way: {@code ManagementService} asks {@code ModelDeployments}, which writes in
 * the order that {@code Changes} gives, and {@code Hub} offers it to the open streams.
 *
 * <p>A departure from the design: what is served over HTTP ({@code HttpPort}) is no Camel route. Nothing in it is an
 * operator's to change, and the Gateway needs nothing else of Camel. Another: where a deployer is installed in
 * a namespace of somebody's choice, not all is called {@code dotscience-deployer}, see {@code InstallManifest}.
 *
 * <p>An addition to the protocol of the design: a deployer also reports on what was removed, and says at last that it is
 * gone ({@code UpdateDeploymentRequest.gone}), so that {@code Removals} can show it until then.
 */
package com.dotscience.gateway;
