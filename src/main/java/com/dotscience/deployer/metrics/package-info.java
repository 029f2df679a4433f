/**
 * What is counted and timed, for Prometheus: every metric of the deployer's own is named and explained here, and nowhere
 * else. Camel adds those of its routes. What can be read off the state is read when somebody scrapes, and costs nothing before.
 */
package com.dotscience.deployer.metrics;
