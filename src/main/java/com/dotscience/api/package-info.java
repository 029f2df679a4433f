/**
 * What both sides of a connection know, and nothing else: the protocol generated from {@code proto/}, the names that identify objects
 * in a cluster, the contract with the model-proxy, the URLs of ingresses, and the version.
 */
package com.dotscience.api;
