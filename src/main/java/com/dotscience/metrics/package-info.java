/**
 * What the deployer, the Gateway and the model-proxy share of what they say to Prometheus: the metrics of the process, and the
 * bounds of histograms. This room knows none of them.
 */
package com.dotscience.metrics;
