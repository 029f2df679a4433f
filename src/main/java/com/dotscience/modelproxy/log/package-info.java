/**
 * The log of the model-proxy. Its rate is bounded, so that many failures do not make a large log. No logging framework is used,
 * because every pod would pay for it in memory and in the time to start.
 */
package com.dotscience.modelproxy.log;
