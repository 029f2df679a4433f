/** Both ends of a model-proxy, byte by byte. */
package com.dotscience.modelproxy.testing;
