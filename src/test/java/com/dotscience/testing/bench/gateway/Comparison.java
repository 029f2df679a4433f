package com.dotscience.testing.bench.gateway;

import com.dotscience.testing.bench.meter.Meter;
import com.dotscience.testing.bench.meter.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * Programs that are run in turn, each from its start to its end.
 *
 * @param name with which the names of all begin that they have to show
 * @param names how many they have to show
 * @param runs of each
 */
record Comparison(Path folder, String name, int names, int runs) {

    /** @param words of the command line */
    record Program(String name, List<String> words, Map<String, String> environment) {}

    private record Used(double seconds, double processorSeconds, double mebibytes) {}

    /**
     * Prints what each used, and the ratios of pairs.
     *
     * @param forms of ds
     * @param maxRatio of wall-clock time; null for none
     * @return where that is broken, in words
     */
    List<String> of(List<Program> forms, Program kubectl, Double maxRatio) throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>();
        Map<Program, List<Used>> used = new LinkedHashMap<>();
        forms.forEach(ds -> used.put(ds, new ArrayList<>()));
        used.put(kubectl, new ArrayList<>());
        for (Program program : used.keySet()) {
            // For kubectl's cache, and so that all have their files in memory.
            run(program);
        }
        for (int run = 0; run < runs; run++) {
            for (Program program : used.keySet()) {
                used.get(program).add(run(program));
            }
        }
        used.forEach((program, figures) -> row(
                program.name(),
                Spread.of(figures, Used::seconds),
                Spread.of(figures, Used::processorSeconds),
                Spread.of(figures, Used::mebibytes)));
        for (Program ds : forms) {
            Spread wall = ratio(used.get(ds), used.get(kubectl), Used::seconds);
            row(
                    ds.name() + ": ratio",
                    wall,
                    ratio(used.get(ds), used.get(kubectl), Used::processorSeconds),
                    ratio(used.get(ds), used.get(kubectl), Used::mebibytes));
            if (maxRatio != null && wall.median() > maxRatio) {
                broken.add(String.format(
                        Locale.ROOT, "%s takes %.1f times what %s takes", ds.name(), wall.median(), kubectl.name()));
            }
        }
        return broken;
    }

    private static Spread ratio(List<Used> ds, List<Used> kubectl, ToDoubleFunction<Used> number) {
        return Spread.ofRatios(ds, kubectl, number);
    }

    private static void row(String name, Spread wall, Spread processor, Spread memory) {
        System.out.printf("| %s | %s | %s | %s |%n", name, wall.text(2), processor.text(2), memory.text(1));
    }

    private Used run(Program program) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        try (Meter meter = Meter.create(OptionalInt.empty())) {
            ProcessBuilder builder = new ProcessBuilder(meter.in(program.words()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(program.environment());
            long start = System.nanoTime();
            Process process = builder.start();
            int code = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            String printed = Files.readString(output);
            if (code != 0 || printed.split(name, -1).length - 1 < names) {
                throw new IllegalStateException(program.name() + " ended with " + code + ":\n" + printed);
            }
            return new Used(seconds, meter.processor().toNanos() / 1e9, meter.peakMebibytes());
        }
    }
}
