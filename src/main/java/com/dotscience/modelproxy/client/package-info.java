/** The small questions that the model-proxy itself has: GET, an answer that is held whole, within bounds. */
package com.dotscience.modelproxy.client;
