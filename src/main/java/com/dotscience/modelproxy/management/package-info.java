/** What the model-proxy answers on its API port: health, metrics, the end. Small pages, each an interface to what it shows. */
package com.dotscience.modelproxy.management;
