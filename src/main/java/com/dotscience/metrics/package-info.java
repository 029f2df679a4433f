/** What a program says of its own process to Prometheus, for the deployer and the Gateway alike. Knows neither. */
package com.dotscience.metrics;
