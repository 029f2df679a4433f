/**
 * A proxy before a real API server, and what it does to the calls, the answers and the watch events of one deployer: it loses, repeats, delays
 * and refuses them, each at a chosen place. It knows nothing of what the deployer makes of that.
 */
package com.dotscience.testing.perturbation;
