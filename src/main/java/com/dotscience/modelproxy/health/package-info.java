/**
 * Whether the model can answer: asked in the forms that models are known to speak, every few seconds. {@code Form} says
 * what one answer means and {@code Search} what all of them mean together, both pure; {@code ModelHealth} asks.
 */
package com.dotscience.modelproxy.health;
