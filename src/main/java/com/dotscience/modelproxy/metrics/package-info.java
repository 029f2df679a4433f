/**
 * What the model-proxy counts, for Prometheus: each metric is named and explained here, and in {@code
 * docs/model-proxy-metrics.md}. Labels have values from the settings, or from a fixed list: neither a client nor a model
 * can make new series.
 */
package com.dotscience.modelproxy.metrics;
