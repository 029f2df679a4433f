/**
 * What passes through, for whoever counts or records it. This room has interfaces and values only: no thread, no network, no metric.
 */
package com.dotscience.modelproxy.observation;
