package com.dotscience.cli;

import java.time.Instant;

/** The protocol says empty or 0 for what is not there; JSON says null. */
final class Absent {

    private Absent() {}

    static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    static Integer nullIfZero(int number) {
        return number == 0 ? null : number;
    }

    /** The time in ISO 8601, UTC. */
    static String nullIfNever(long epochMillis) {
        return epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }
}
