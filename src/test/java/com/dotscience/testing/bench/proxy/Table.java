package com.dotscience.testing.bench.proxy;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How figures look. */
final class Table {

    private static final String ROW = "  %-32s %12s %12s %12s%n";

    private Table() {}

    static String of(Figures figures) {
        return heading(figures)
                + row("answers a second", "%,.0f", figures, Runs::answersPerSecond)
                + row("latency p50, ms", "%.3f", figures, Runs::p50Millis)
                + row("latency p99, ms", "%.3f", figures, Runs::p99Millis)
                + costs("processor seconds", "%.2f", figures, Runs::processorSeconds)
                + costs("processor seconds a 1000 answers", "%.3f", figures, Runs::processorSecondsPerThousand)
                + costs("peak resident memory, MiB", "%.1f", figures, Runs::peakMebibytes)
                + String.format(ROW, "answers not read", "", "", format("%.1f %%", 100 * figures.notRead()))
                + format(
                        "  throughput %.2f of nginx's, added p50 %.1f times nginx's%n",
                        figures.throughputToNginx(), figures.addedP50ToNginx());
    }

    private static String heading(Figures figures) {
        String title = figures.workload().title() + ", " + figures.connections() + " connection"
                + (figures.connections() == 1 ? "" : "s");
        return String.format(ROW.replaceFirst("^ +%-32s", "%-34s"), title, "no proxy", "nginx", "model-proxy");
    }

    private static String row(String name, String format, Figures figures, ToDoubleFunction<Runs> figure) {
        return String.format(
                ROW,
                name,
                format(format, figure.applyAsDouble(figures.direct())),
                format(format, figure.applyAsDouble(figures.nginx())),
                format(format, figure.applyAsDouble(figures.modelProxy())));
    }

    private static String costs(String name, String format, Figures figures, ToDoubleFunction<Runs> figure) {
        return String.format(
                ROW,
                name,
                "",
                format(format, figure.applyAsDouble(figures.nginx())),
                format(format, figure.applyAsDouble(figures.modelProxy())));
    }

    private static String format(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
