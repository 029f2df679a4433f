package com.dotscience.testing.bench.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What the model-proxy must hold; where a limit is not given, anything goes. */
final class Limits {

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = "End with 1 if the model-proxy peaks at more resident memory than this.")
    private double maxMemory = Double.POSITIVE_INFINITY;

    @Option(
            names = "--min-throughput-large",
            paramLabel = "R",
            description = "End with 1 if its throughput for 1 MB, in either direction, is less than R times nginx's.")
    private double minThroughputLarge;

    @Option(
            names = "--min-throughput-small",
            paramLabel = "R",
            description = "End with 1 if its throughput for 1 kB is less than R times nginx's.")
    private double minThroughputSmall;

    @Option(
            names = "--max-not-read",
            paramLabel = "PERCENT",
            description =
                    "End with 1 if it leaves more answers unread than this, of 1 kB at any number of connections or"
                            + " of 1 MB at up to 4.")
    private double maxNotRead = 100;

    /** What does not hold, in words. */
    List<String> broken(Figures figures) {
        String where = figures.workload().title() + ", " + figures.connections() + ": ";
        List<String> broken = new ArrayList<>();
        if (figures.modelProxy().peakMebibytes() > maxMemory) {
            broken.add(where
                    + format(
                            "peak of %.1f MiB, above %.1f", figures.modelProxy().peakMebibytes(), maxMemory));
        }
        double least = figures.workload().isLarge() ? minThroughputLarge : minThroughputSmall;
        if (figures.throughputToNginx() < least) {
            broken.add(where + format("throughput %.2f of nginx's, below %.2f", figures.throughputToNginx(), least));
        }
        if (figures.workload().isReadWhole(figures.connections()) && 100 * figures.notRead() > maxNotRead) {
            broken.add(where + format("%.2f %% of answers not read, above %.2f", 100 * figures.notRead(), maxNotRead));
        }
        return broken;
    }

    private static String format(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
