package com.dotscience.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Fuzzes targets for as long as one likes, and keeps what it finds: {@code hack/fuzz [SECONDS [TARGET]...]}. An input that broke a
 * promise goes into the corpus as {@code broke-…}, so that {@link CorpusTest} fails until that is mended; of the others go those that
 * get somewhere new, and do not show the target's planted fault.
 */
final class LongRun {

    private final Path folder = Path.of("target/fuzz");
    private final Duration time;
    private final PrintStream out;

    private LongRun(Duration time, PrintStream out) {
        this.time = time;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LongRun run =
                new LongRun(Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 600), System.out);
        List<Targets> targets = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Targets::valueOf).toList()
                : List.of(Targets.values());
        boolean broken = false;
        for (Targets target : targets) {
            broken |= run.of(target);
        }
        // Threads of the targets may go on.
        System.exit(broken ? 1 : 0);
    }

    /** @return whether a promise was broken */
    private boolean of(Targets target) throws IOException, InterruptedException {
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);
        Fuzzer fuzzer = new Fuzzer(target, Files.createDirectories(folder.resolve(target.name())));
        FuzzReport report = fuzzer.run(time, seed);
        out.println(target + ", seed " + seed + ": " + report);
        if (report.found()) {
            out.println(report.log());
            keep(fuzzer.findings(), target, "broke-");
        } else if (!report.ended()) {
            throw new IllegalStateException(report.log());
        }
        keep(fuzzer.merged(), target, "");
        return report.found();
    }

    private void keep(List<Path> inputs, Targets target, String prefix) throws IOException {
        Planted planted = target.withFault();
        int kept = 0;
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            if (!prefix.isEmpty() || isKept(planted, bytes)) {
                String name = input.getFileName().toString();
                Files.write(target.corpus().resolve(prefix + name.substring(0, Math.min(20, name.length()))), bytes);
                kept++;
            }
        }
        try (Stream<Path> all = Files.list(target.corpus())) {
            out.println(kept + " inputs were kept in " + target.corpus() + ", which has " + all.count());
        }
    }

    private static boolean isKept(Planted target, byte[] input) {
        try {
            return target.shownBy(input).isEmpty();
        } catch (Exception | AssertionError e) {
            return false;
        }
    }
}
