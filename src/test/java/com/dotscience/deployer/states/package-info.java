/**
 * The proof in small: worlds of two model deployments and a foreign object, explored breadth first. The deployer in them is the
 * product's own: planner, guard, desired state, observed state, queue, outcomes and election. Around it stand models: an API server, a
 * Gateway, a clock, and what may go wrong. No model decides anything that the product decides.
 */
package com.dotscience.deployer.states;
