package com.dotscience.testing.bench;

import com.dotscience.testing.bench.meter.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** On what it was measured, and what else that did meanwhile. */
final class Machine {

    private final List<Double> loads = new ArrayList<>();

    /** Looks how much there is to do; to be called once in a while. */
    void look() {
        loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    String text() {
        int processors = Runtime.getRuntime().availableProcessors();
        Spread load = Spread.of(loads, Double::doubleValue);
        return String.format(
                Locale.ROOT,
                "%d processors, load %s%s",
                processors,
                load.text(1),
                load.median() > 2 * processors
                        ? ": a loaded machine, where processor time says more than wall-clock time"
                        : "");
    }

    /** The version of the Java there. */
    static String java(Path home) {
        try (var lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_RUNTIME_VERSION="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("of an unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
