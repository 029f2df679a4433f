/**
 * How the deployer and the Gateway log: each event is one line, as text or as JSON, with the id of the model deployment it is about.
 * This room knows neither of them. {@code LogbackConfiguration} says what is logged at which level.
 */
package com.dotscience.logging;
