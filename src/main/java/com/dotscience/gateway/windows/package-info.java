/**
 * Decides when a change is handed out to a deployer. Everything here is pure: what is stored, and the time of day, come in as values.
 */
package com.dotscience.gateway.windows;
