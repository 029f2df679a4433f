/**
 * The metrics of the Gateway. Each metric of the Gateway's own is named and described here.
 */
package com.dotscience.gateway.metrics;
