package com.dotscience.testing.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What something took.
 *
 * @param wall until the last write was acknowledged
 * @param processor used meanwhile, and until the cluster's controllers were done too: nothing is moved behind the last write
 * @param peakMebibytes the most memory that was held at a time, from the process's start on
 */
record Figure(Duration wall, Duration processor, long peakMebibytes) {

    double wallSeconds() {
        return wall.toNanos() / 1e9;
    }

    double processorSeconds() {
        return processor.toNanos() / 1e9;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.3f s, processor %.2f s, peak %d MiB", wallSeconds(), processorSeconds(), peakMebibytes);
    }
}
