/**
 * What is counted and timed, for Prometheus: every metric of the deployer's own is named and explained here, and nowhere
 * else. Camel adds those of its routes. What stands still costs nothing: it is asked for when somebody scrapes.
 */
package com.dotscience.deployer.metrics;
