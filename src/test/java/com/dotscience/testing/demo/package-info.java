/**
 * What {@code hack/demo} runs: all of Dotscience Deployer on loopback, on an embedded cluster whose pods are processes of this
 * machine, behind an ingress; and the tests that type what the README and its documents show.
 */
package com.dotscience.testing.demo;
