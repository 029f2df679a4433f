/** What the deployer and the Gateway share of what they say to Prometheus: first of all, that of the process. Knows neither. */
package com.dotscience.metrics;
