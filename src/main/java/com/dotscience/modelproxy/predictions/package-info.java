/**
 * Reads the responses of models: the class and the confidence of each instance, or the numbers of tokens. The room is pure: bytes
 * in, values out; it has no clock, no network, no metric and no thread.
 *
 * <p>A response is read while it is forwarded, in parts of any length, and is never kept. {@link
 * com.dotscience.modelproxy.predictions.ResponseReader} is the entry. Jackson's non-blocking parser parses the JSON except runs of
 * numbers: they make up nearly all of a large response, and Jackson would make a token of each.
 */
package com.dotscience.modelproxy.predictions;
