package com.dotscience.resource;

/**
 * A place in which two resources differ.
 *
 * @param path the place
 * @param before the value there in the first; null if it has none
 * @param after the value there in the second; null if it has none
 */
public record Difference(String path, Object before, Object after) {}
