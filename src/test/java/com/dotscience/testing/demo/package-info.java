/** What {@code hack/demo} runs: all of Dotscience Deployer on loopback, on a cluster that keeps objects and runs nothing. */
package com.dotscience.testing.demo;
