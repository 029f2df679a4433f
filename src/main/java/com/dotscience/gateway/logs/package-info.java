/**
 * Relays logs: a person's request to a deployer, and the lines that the deployer sends back to that person. Nothing is stored.
 */
package com.dotscience.gateway.logs;
