/**
 * Holds back all calls to the API server while it asks for a pause (the header {@code Retry-After}). The purpose of a
 * single call does not belong here.
 */
package com.dotscience.deployer.calls;
