package com.dotscience.testing.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The figures of a benchmark, and how they look. */
record Report(Result bare, Result deployer, Samples newsToWrite) {

    /** The worst of the three phases' medians, deployer to bare client. */
    double worstRatio() {
        return DoubleStream.of(
                        ratio(bare.create(), deployer.create()),
                        ratio(bare.changeImages(), deployer.changeImages()),
                        ratio(bare.delete(), deployer.delete()))
                .max()
                .orElseThrow();
    }

    String table() {
        return "%-18s %14s %14s %8s%n".formatted("", "bare client", "deployer", "ratio")
                + row("create all", bare.create(), deployer.create())
                + row("change all images", bare.changeImages(), deployer.changeImages())
                + row("delete all", bare.delete(), deployer.delete())
                + String.format(
                        Locale.ROOT,
                        "%nfrom news to write: %.0f ms at the median, %.0f ms at the 95th percentile%n",
                        newsToWrite.medianMillis(),
                        newsToWrite.percentileMillis(95));
    }

    private static String row(String phase, Samples bare, Samples deployer) {
        return String.format(
                Locale.ROOT,
                "%-18s %11.0f ms %11.0f ms %8.2f%n",
                phase,
                bare.medianMillis(),
                deployer.medianMillis(),
                ratio(bare, deployer));
    }

    private static double ratio(Samples bare, Samples deployer) {
        return deployer.medianMillis() / bare.medianMillis();
    }
}
