/**
 * How the programs reach out of the network they run in: proxies, as the environment names them for every program. Deployer
 * and {@code ds} share this room; it knows neither of them, nor the Gateway.
 */
package com.dotscience.dialing;
