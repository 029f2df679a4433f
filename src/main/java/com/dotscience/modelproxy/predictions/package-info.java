/**
 * What an answer of a model says: which class it predicts for each instance and how sure it is, or how many tokens it
 * took. Pure: bytes in, values out; no clock, no network, no metric, no thread of its own.
 *
 * <p>An answer is read as it passes, in parts that end at any byte, and never held: {@link
 * com.dotscience.modelproxy.predictions.ResponseReader} is the way in. Jackson's non-blocking parser reads the JSON, but for
 * runs of numbers, which are nearly all of a large answer and of which it makes a token each.
 */
package com.dotscience.modelproxy.predictions;
