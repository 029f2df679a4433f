/**
 * How the programs reach out of the network they run in: proxies, as the environment names them for every program. Shared by
 * deployer and {@code ds}; knows neither them nor the Gateway.
 */
package com.dotscience.dialing;
