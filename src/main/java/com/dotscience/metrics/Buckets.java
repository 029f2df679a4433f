package com.dotscience.metrics;

import java.time.Duration;
import java.util.Arrays;

/** The upper bounds of a histogram's buckets. */
public final class Buckets {

    private Buckets() {}

    public static Duration[] millis(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
