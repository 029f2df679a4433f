package com.dotscience.testing.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations of the same thing, measured several times. */
final class Samples {

    private final List<Duration> durations = new ArrayList<>();

    void add(Duration duration) {
        durations.add(duration);
    }

    double medianMillis() {
        return percentileMillis(50);
    }

    /** The smallest that is no less than so many percent of all (nearest rank). */
    double percentileMillis(int percent) {
        List<Duration> sorted = durations.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1).toNanos() / 1e6;
    }
}
