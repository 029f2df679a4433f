/**
 * How a fleet update goes on: which of its model deployments is changed next, which one counts as ready or failed, and when it ends. This
 * package is pure: it decides from values and returns values. What it decides is stored and done by the registry.
 */
package com.dotscience.gateway.fleet;
