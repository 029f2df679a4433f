package com.dotscience.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Jazzer on a target, in a JVM of its own. It starts with the target's corpus, and what it finds of use goes into a folder beside
 * it.
 *
 * @param folder for what it finds
 */
record Fuzzer(Targets target, Path folder) {

    /** Jazzer ends with it when it has found something. */
    private static final int FOUND = 77;

    /** Classes that the protocol's compiler wrote, which take long to instrument and lead to nothing new; and those that judge. */
    private static final List<String> LEADING_NOWHERE = List.of(
            "com.dotscience.api.management.**",
            "com.dotscience.api.push.**",
            "com.dotscience.api.Deploy*",
            "com.dotscience.fuzz.calls.**",
            "com.dotscience.fuzz.Promises",
            "com.dotscience.fuzz.FuzzedTarget");

    /** Jazzer's own checks of what a program does with what comes, which are not about parsers. */
    private static final List<String> RULES_OF_JAZZER = List.of(
            "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
            "com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
            "com.code_intelligence.jazzer.sanitizers.RegexInjection");

    /**
     * Fuzzes for a time, or until something is found.
     *
     * @param seed of what is chosen by chance
     */
    FuzzReport run(Duration time, long seed) throws IOException, InterruptedException {
        return run("", time, seed);
    }

    /**
     * Fuzzes with the target's fault planted behind it, until something is found.
     *
     * @param atMost for how long it may look for it
     */
    FuzzReport runWithFault(Duration atMost, long seed) throws IOException, InterruptedException {
        return run(" planted", atMost, seed);
    }

    private FuzzReport run(String planted, Duration atMost, long seed) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        int end = run(
                log,
                planted,
                "-max_total_time=" + atMost.toSeconds(),
                "-seed=" + seed,
                "-print_final_stats=1",
                Files.createDirectories(folder.resolve("corpus")).toString(),
                target.corpus().toString());
        return FuzzReport.read(log, end == FOUND, end == 0 || end == FOUND);
    }

    /** Inputs that together get wherever all those of the corpus and of earlier runs get; as few as there can be. */
    List<Path> merged() throws IOException, InterruptedException {
        Path merged = folder.resolve("merged");
        if (Files.isDirectory(merged)) {
            for (Path input : files(merged)) {
                Files.delete(input);
            }
        }
        run(
                folder.resolve("merge.log"),
                "",
                "-set_cover_merge=1",
                "-use_counters=0",
                Files.createDirectories(merged).toString(),
                target.corpus().toString(),
                folder.resolve("corpus").toString());
        return files(merged);
    }

    /** Inputs that broke a promise. */
    List<Path> findings() throws IOException {
        return files(folder.resolve("findings")).stream()
                .filter(file -> !file.toString().endsWith(".java"))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private int run(Path log, String planted, String... ofLibFuzzer) throws IOException, InterruptedException {
        Path findings = Files.createDirectories(folder.resolve("findings"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // A run of a minute does not last long enough for the other compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.entry().getName(),
                "--target_args=" + target.name() + planted,
                "--instrumentation_includes=com.dotscience.**:org.apache.camel.dsl.yaml.**",
                "--custom_hook_includes=com.dotscience.**",
                "--instrumentation_excludes=" + String.join(":", LEADING_NOWHERE),
                "--custom_hook_excludes=" + String.join(":", LEADING_NOWHERE),
                "--disabled_hooks=" + String.join(":", RULES_OF_JAZZER),
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/",
                "-timeout=60",
                "-rss_limit_mb=3000",
                "-max_len=4096"));
        Path words = Path.of("src/test/resources/fuzz", target.corpus().getFileName() + ".dict");
        if (Files.exists(words)) {
            command.add("-dict=" + words);
        }
        command.addAll(List.of(ofLibFuzzer));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() throws IOException {
        return Path.of("target", "test-classes") + ":" + Path.of("target", "classes") + ":"
                + Files.readString(Path.of("target/test-classes/fixtures.classpath"));
    }
}
