/**
 * The events of a request and its response, for those that count or record them. This room has interfaces and values only: no thread,
 * no network, no metric.
 */
package com.dotscience.modelproxy.observation;
