/**
 * How the model-proxy ends: it says that it is unhealthy, then takes no new connections, then finishes what is under way, and at last
 * lets the model end.
 */
package com.dotscience.modelproxy.drain;
