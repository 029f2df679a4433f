package com.dotscience.cli.output;

import java.time.Instant;

/** Turns the empty text or the 0 of the protocol, which stand for a missing value, into the null of JSON. */
public final class Absent {

    private Absent() {}

    public static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    public static Integer nullIfZero(int number) {
        return number == 0 ? null : number;
    }

    public static Long nullIfZero(long number) {
        return number == 0 ? null : number;
    }

    /** Returns the time in ISO 8601, in UTC; null for 0. */
    public static String nullIfNever(long epochMillis) {
        return epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }
}
