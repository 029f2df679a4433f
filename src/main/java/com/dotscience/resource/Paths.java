package com.dotscience.resource;

/** Names places in a resource, such as {@code spec.resources.limits[nvidia.com/gpu]}. */
final class Paths {

    private Paths() {}

    static String child(String path, String key) {
        if (!key.matches("[A-Za-z0-9_-]+")) {
            return path + "[" + key + "]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    static String element(String path, Object which) {
        return path + "[" + which + "]";
    }
}
