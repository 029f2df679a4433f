/**
 * Log lines on their way from a deployer to whoever asked for them.
 */
package com.dotscience.gateway.logs;
