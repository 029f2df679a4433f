package com.dotscience.testing.bench;

/** What is done to a fleet, and measured. */
enum Phase {
    CREATE("create", "create", 3),
    IMAGES("change all images", "patch", 1),
    SCALE("scale all", "patch", 1),
    ONE("one change among many", "patch", 1),
    DELETE("delete", "delete", 3);

    private final String words;
    private final String verb;
    private final int objects;

    Phase(String words, String verb, int objects) {
        this.words = words;
        this.verb = verb;
        this.objects = objects;
    }

    String words() {
        return words;
    }

    /** As the API server's audit log calls these writes. */
    String verb() {
        return verb;
    }

    /** How many are written for this fleet. */
    int writes(Fleet fleet) {
        return objects * fleet.size();
    }
}
