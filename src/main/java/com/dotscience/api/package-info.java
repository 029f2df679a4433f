/**
 * What both sides of a wire know, and nothing else: the protocol, generated from {@code proto/}, the names by which objects in a
 * cluster are told apart, the contract with the model-proxy, how ingresses are reached, and the version.
 */
package com.dotscience.api;
