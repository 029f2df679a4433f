/** The HTTP client of the model-proxy itself: GET requests, with bounds on the time and on the size of a response. */
package com.dotscience.modelproxy.client;
