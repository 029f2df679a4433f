/**
 * The metrics of the model-proxy. Each is named and described here, and in {@code docs/model-proxy-metrics.md}. The values of labels
 * come from the settings or from a fixed list, so that neither a client nor a model can create series.
 */
package com.dotscience.modelproxy.metrics;
