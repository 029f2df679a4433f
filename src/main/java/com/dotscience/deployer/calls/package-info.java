/**
 * Holds back all calls to the API server while it asks for a pause (the header {@code Retry-After}), notices a connection that has
 * died without a word, and knows what keeps requests from an answer. The purpose of a single call does not belong here.
 */
package com.dotscience.deployer.calls;
