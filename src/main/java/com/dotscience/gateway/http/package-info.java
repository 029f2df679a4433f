/**
 * The HTTP port for browsers, probes and Prometheus. It serves the health and the pages that other packages give it, and it logs no
 * requests, because they may contain tokens.
 */
package com.dotscience.gateway.http;
