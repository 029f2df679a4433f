/**
 * Pictures of road signs, for the model that the demo and the tests serve. A fixture, no part of the product.
 *
 * <p>Drawn in plain Java with arithmetic that gives the same bits everywhere ({@link StrictMath}, seeds): what is drawn from
 * one seed, and so what is learned from it, is the same on each machine. {@code model} learns to tell the signs apart, and
 * {@code server} serves what was learned.
 */
package com.dotscience.testing.roadsigns;
