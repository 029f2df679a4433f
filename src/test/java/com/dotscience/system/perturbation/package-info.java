/**
 * The deployer of the distribution, as a process, before a real API server that loses, repeats, delays and refuses: whatever happens on the way, the
 * cluster ends as it does when nothing happens. Each perturbation counts how often it took effect, and one that did nothing fails its test.
 */
package com.dotscience.system.perturbation;
