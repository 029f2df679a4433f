/**
 * Learns to tell road signs apart: a small network in plain Java, trained by {@link
 * com.dotscience.testing.roadsigns.model.Train} with a fixed seed, its weights kept as resources beside these classes. A
 * fixture, no part of the product.
 */
package com.dotscience.testing.roadsigns.model;
