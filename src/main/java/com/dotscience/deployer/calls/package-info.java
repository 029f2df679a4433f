/**
 * The calls to the API server as a whole: none is made while it asks for that (the header {@code Retry-After}). What a call is
 * about does not belong here.
 */
package com.dotscience.deployer.calls;
