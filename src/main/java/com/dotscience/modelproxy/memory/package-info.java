/**
 * The bounds on what all requests together may hold in memory. A sidecar has little of it, and each part of the model-proxy that
 * keeps bytes beyond the moment in which they pass reserves them here first.
 */
package com.dotscience.modelproxy.memory;
