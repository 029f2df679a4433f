package com.dotscience.testing.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What something took.
 *
 * @param wall until the last write was acknowledged
 * @param processor used meanwhile, and until the cluster's controllers were done too: nothing is moved behind the last write
 * @param peakMebibytes the most memory that was held at a time, from the process's start on
 * @param othersMillis of a hundred reads of another client meanwhile the slowest (its 99th percentile)
 */
record Figure(Duration wall, Duration processor, long peakMebibytes, double othersMillis) {

    double wallSeconds() {
        return wall.toNanos() / 1e9;
    }

    double processorSeconds() {
        return processor.toNanos() / 1e9;
    }

    /** Of both, one after the other. */
    Figure plus(Figure next) {
        return new Figure(
                wall.plus(next.wall),
                processor.plus(next.processor),
                Math.max(peakMebibytes, next.peakMebibytes),
                Math.max(othersMillis, next.othersMillis));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.3f s, processor %.2f s, peak %d MiB, others' p99 %.0f ms",
                wallSeconds(),
                processorSeconds(),
                peakMebibytes,
                othersMillis);
    }
}
