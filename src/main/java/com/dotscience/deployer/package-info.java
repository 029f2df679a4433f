/**
 * The deployer's options, its commands and its start. One small wiring class for each room makes the beans of that room and binds
 * them to Camel Main; {@code DeployerApplication} puts the wirings into an order. What a deployer does is in the rooms below.
 */
package com.dotscience.deployer;
