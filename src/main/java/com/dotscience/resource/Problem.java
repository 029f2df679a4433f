package com.dotscience.resource;

/**
 * What is wrong in a resource.
 *
 * @param path the place
 * @param message what is wrong and what to do, for people; it follows the place
 */
public record Problem(String path, String message) {

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
