/**
 * The Gateway: its gRPC services, its store, and the hub that sends changes to deployers. It never imports deployer or cli.
 *
 * <p>This package contains the commands of the program, and {@code GatewayServer}, which connects the packages below for the program
 * and for tests. Everything else stands in the packages below.
 *
 * <p>Every change of the desired state takes one way: {@code ManagementService} calls {@code ModelDeploymentRegistry}, which writes in
 * the order that {@code Changes} enforces, and {@code Hub} sends the change to the open streams.
 *
 * <p>The Gateway departs from the design in two points. Its HTTP pages ({@code HttpPort}) are no Camel routes, because an operator has
 * nothing to change in them and the Gateway needs nothing else of Camel. And where a deployer is installed in a namespace of its own,
 * not all objects are called {@code dotscience-deployer} (see {@code InstallManifest}).
 *
 * <p>It adds one message to the protocol of the design: a deployer also reports on what was removed, and reports at last that it is
 * gone ({@code UpdateDeploymentRequest.gone}), so that {@code Removals} can show it until then.
 */
package com.dotscience.gateway;
