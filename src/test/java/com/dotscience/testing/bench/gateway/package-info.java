/** What {@code hack/bench-gateway} runs: attacks on a Gateway beside honest calls. A short form of it is a test of the Gateway. */
package com.dotscience.testing.bench.gateway;
