/**
 * Holds back all calls to the API server while it asks for that (the header {@code Retry-After}). What a single call is about
 * does not belong here.
 */
package com.dotscience.deployer.calls;
