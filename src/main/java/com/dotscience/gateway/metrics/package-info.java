/**
 * What is counted and timed, for Prometheus: every metric of the Gateway's own is named and explained here.
 */
package com.dotscience.gateway.metrics;
