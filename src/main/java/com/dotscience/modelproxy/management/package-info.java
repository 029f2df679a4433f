/** What the model-proxy answers on its API port: health, metrics, the end. Each page is small, and an interface to what it shows. */
package com.dotscience.modelproxy.management;
