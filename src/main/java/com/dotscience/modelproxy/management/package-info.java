/** The API port of the model-proxy, with its pages for health, metrics and the drain. Other rooms implement the pages. */
package com.dotscience.modelproxy.management;
