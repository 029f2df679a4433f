/**
 * The metrics that Prometheus scrapes: those of the model-proxy, and after them those of the model, because Prometheus scrapes one
 * port of a pod. The model's lines are checked one by one, so that a malformed one does not spoil the scrape.
 */
package com.dotscience.modelproxy.scrape;
