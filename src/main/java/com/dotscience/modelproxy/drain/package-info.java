/**
 * The end of the model-proxy. It first reports itself unhealthy, then accepts no new connections, finishes the requests that it has,
 * and at last lets the model end.
 */
package com.dotscience.modelproxy.drain;
