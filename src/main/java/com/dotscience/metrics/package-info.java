/**
 * The metrics that the deployer, the Gateway and the model-proxy share: those of the process, and the bounds of histograms. This room knows none of them.
 */
package com.dotscience.metrics;
