/**
 * The port for browsers, probes and Prometheus: health, and pages that other rooms give it. It keeps no log of
 * requests, which may carry tokens.
 */
package com.dotscience.gateway.http;
