/**
 * What {@code hack/bench-proxy} runs: the model-proxy of the distribution, Debian's nginx and no proxy at all, side by side
 * before the same backend, driven by wrk.
 */
package com.dotscience.testing.bench.proxy;
