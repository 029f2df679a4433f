/**
 * How the deployer and the Gateway log: one line a fact, as text or as JSON, with the id of the model deployment it is about.
 * Knows neither of them. What is logged at which level is in {@code LogbackConfiguration}.
 *
 * <p>A room that the design does not name: both programs log in the same way.
 */
package com.dotscience.logging;
