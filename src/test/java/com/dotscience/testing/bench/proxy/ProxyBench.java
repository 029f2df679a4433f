package com.dotscience.testing.bench.proxy;

import com.dotscience.testing.ScratchFolder;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code hack/bench-proxy}. */
@Command(
        name = "hack/bench-proxy",
        description = {
            "Measures the model-proxy beside nginx and no proxy at all, before the same backend, which answers at once with the"
                    + " probabilities of 43 classes. The model-proxy counts them meanwhile, and has 96 MiB; a run whose counters"
                    + " differ from what was sent fails.",
            "Needs root, nginx and wrk (Debian: apt-get install nginx-light wrk)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ProxyBench implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is driven, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long each time (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--workload",
            paramLabel = "W",
            split = ",",
            description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<Workload> workloads = List.of(Workload.values());

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Only at these numbers of connections, of 1, 4 (answers of 1 MB), 16 and 64.")
    private List<Integer> connections = List.of(1, 4, 16, 64);

    @Option(
            names = "--nginx-buffer",
            paramLabel = "SIZE",
            description = "The size of nginx's buffers (default: its own).")
    private Optional<String> nginxBuffer = Optional.empty();

    @Mixin
    private Limits limits;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private ProxyBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ProxyBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            missing.forEach(what -> System.err.println("hack/bench-proxy: " + what));
            return CommandLine.ExitCode.USAGE;
        }
        Path folder = ScratchFolder.emptied(distribution.resolveSibling("bench-proxy"))
                .path();
        System.out.printf(
                "Medians of %d rounds of %d s, each case from fresh processes. Java %s. nginx, whose backend is on port 1 here:%n%n%s%n",
                rounds, seconds, Runtime.version(), Nginx.configuration(1, 2, nginxBuffer));
        List<String> broken = new ArrayList<>();
        for (Workload workload : workloads) {
            for (int number : workload.connections()) {
                if (connections.contains(number)) {
                    Figures figures =
                            new Case(workload, number, rounds, seconds, nginxBuffer).measure(distribution, folder);
                    System.out.println(Table.of(figures));
                    broken.addAll(limits.broken(figures));
                }
            }
        }
        broken.forEach(limit -> System.err.println("hack/bench-proxy: " + limit));
        return broken.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (Math.min(rounds, seconds) < 1) {
            missing.add("--rounds and --seconds have to be 1 or more.");
        }
        Stream.of("nginx", "wrk")
                .filter(program -> !isOnPath(program))
                .forEach(program -> missing.add("there is no " + program + " here. On Debian: apt-get install "
                        + (program.equals("nginx") ? "nginx-light" : program)));
        try {
            MemoryCgroup.ofMebibytes(ModelProxy.LIMIT_MEBIBYTES).close();
        } catch (UncheckedIOException e) {
            missing.add("there is no way to hold a process to a container's memory (" + e.getCause()
                    + "): run it as root, with cgroups in /sys/fs/cgroup");
        }
        return missing;
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
