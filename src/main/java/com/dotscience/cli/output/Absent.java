package com.dotscience.cli.output;

import java.time.Instant;

/** The protocol says empty or 0 for what is not there; JSON says null. */
public final class Absent {

    private Absent() {}

    public static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    public static Integer nullIfZero(int number) {
        return number == 0 ? null : number;
    }

    /** The time in ISO 8601, UTC. */
    public static String nullIfNever(long epochMillis) {
        return epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }
}
