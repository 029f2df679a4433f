/**
 * What Prometheus is shown: the model-proxy's own metrics, and after them the model's, since it asks one port of a pod. What
 * a model writes is taken apart line by line: nothing of it may spoil a scrape.
 */
package com.dotscience.modelproxy.scrape;
