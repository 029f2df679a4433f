package com.dotscience.testing.bench.gateway;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.ServerProcess;
import com.dotscience.testing.bench.gateway.HonestCalls.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code hack/bench-gateway fan-out}. */
@Command(
        name = "fan-out",
        description = {
            "Connects many deployers to a Gateway that has the memory of its pod, changes a model deployment of each once a second,"
                    + " and measures from the request of a change to its arrival at the deployer's stream.",
            "Deployers are streams of a few processes, each over a connection of its own, all opened at once. Needs root."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FanOutBench implements Callable<Integer> {
    private static final int PROCESSES = 4;
    private static final int WRITERS = 16;
    private static final String IMAGE = "quay.io/example/model:";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LAST_ARRIVALS = Duration.ofSeconds(20);

    @ParentCommand
    private GatewayBench bench;

    @Option(
            names = "--deployers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,5000",
            description = "How many, each number in turn (default: ${DEFAULT-VALUE}).")
    private List<Integer> deployers;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long to measure, after as long to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    private FanOutBench() {}

    private record Fleet(List<String> tokens, List<Deployment> wanted) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.printf(
                "A Gateway with %d MiB. Java %s%n%n"
                        + "| Deployers | All connected after, s | Changes a second | Arrived | Fan-out p50, ms | p99, ms"
                        + " | Processors | Peak memory |%n|---|---|---|---|---|---|---|---|%n",
                GatewayProcess.LIMIT_MEBIBYTES, Runtime.version());
        for (int number : deployers) {
            Path folder = ScratchFolder.emptied(bench.distribution().resolveSibling("bench-gateway"))
                    .path();
            try (GatewayProcess gateway = GatewayProcess.start(bench.distribution(), folder, "gateway")) {
                measure(number, gateway, fleet(number, gateway));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static Fleet fleet(int number, GatewayProcess gateway) {
        List<String> tokens = new ArrayList<>();
        List<Deployment> wanted = new ArrayList<>();
        try (ManagementClient person = new ManagementClient(gateway.port(), gateway.adminToken())) {
            for (int i = 0; i < number; i++) {
                tokens.add(person.createDeployer("edge-" + i).getToken());
                wanted.add(person.create(
                        "edge-" + i,
                        changed(Deployment.newBuilder().setName("model").build())));
            }
        }
        return new Fleet(tokens, wanted);
    }

    private static Deployment changed(Deployment before) {
        return before.toBuilder()
                .clearRevision()
                .setDeployment(DeploymentSpec.newBuilder().setReplicas(1).setImage(IMAGE + System.nanoTime()))
                .build();
    }

    /** When the change was asked for, by {@link System#nanoTime()}. */
    static long sentAt(Deployment news) {
        return Long.parseLong(news.getDeployment().getImage().substring(IMAGE.length()));
    }

    private void measure(int number, GatewayProcess gateway, Fleet fleet) throws IOException, InterruptedException {
        List<ServerProcess> followers = new ArrayList<>();
        List<Path> heard = new ArrayList<>();
        try {
            long start = System.nanoTime();
            for (int i = 0; i < PROCESSES; i++) {
                int which = i;
                Path tokens = Files.write(
                        gateway.folder().resolve("tokens-" + i),
                        IntStream.range(0, number)
                                .filter(each -> each % PROCESSES == which)
                                .mapToObj(fleet.tokens()::get)
                                .toList());
                Path file = gateway.folder().resolve("heard-" + i);
                heard.add(file);
                followers.add(ServerProcess.start(
                        "follower-" + i,
                        gateway.folder(),
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Follower.class.getName(),
                                Integer.toString(gateway.port()),
                                tokens.toString(),
                                file.toString())));
            }
            await("all deployers").atMost(PATIENCE).until(() -> {
                followers.forEach(ServerProcess::mustBeAlive);
                return heard.stream().allMatch(FanOutBench::isReady);
            });
            double connected = secondsSince(start);
            change(gateway, fleet, seconds);
            double usedBefore = gateway.processorSeconds();
            long from = System.nanoTime();
            int made = change(gateway, fleet, seconds);
            double took = secondsSince(from);
            double used = gateway.processorSeconds() - usedBefore;
            List<Double> latencies = arrived(heard, from, made);
            gateway.mustBeAlive();
            System.out.printf(
                    "| %d | %.1f | %.0f of %d | %d of %d | %.1f | %.1f | %.2f | %d MiB |%n",
                    number,
                    connected,
                    made / took,
                    number,
                    latencies.size(),
                    made,
                    Latencies.quantile(0.5, latencies),
                    Latencies.p99(latencies),
                    used / took,
                    gateway.peakMebibytes());
        } finally {
            followers.forEach(ServerProcess::close);
        }
    }

    private static boolean isReady(Path heard) {
        try (var lines = Files.lines(heard)) {
            return lines.anyMatch("ready"::equals);
        } catch (IOException e) {
            return false;
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** @return how many changes were made, each deployer's once a second if the Gateway takes that many */
    private static int change(GatewayProcess gateway, Fleet fleet, int seconds) throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long each = TimeUnit.SECONDS.toNanos(1) * WRITERS / fleet.wanted().size();
        List<Thread> writers = new ArrayList<>();
        try (ManagementClient person = new ManagementClient(gateway.port(), gateway.adminToken())) {
            for (int i = 0; i < WRITERS; i++) {
                int first = i;
                Thread writer = new Thread(() -> write(person, fleet.wanted(), first, each, end, made), "writer");
                writer.start();
                writers.add(writer);
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
        return made.get();
    }

    private static void write(
            ManagementClient person, List<Deployment> wanted, int first, long each, long end, AtomicInteger made) {
        long next = System.nanoTime();
        for (int i = first; System.nanoTime() < end; i = i + WRITERS < wanted.size() ? i + WRITERS : first) {
            wanted.set(i, person.update(changed(wanted.get(i))));
            made.incrementAndGet();
            next = Math.max(next + each, System.nanoTime());
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits for so many, but not for ever: what is lost does not come. */
    private static List<Double> arrived(List<Path> heard, long since, int made) throws IOException {
        try {
            await("what is still under way")
                    .atMost(LAST_ARRIVALS)
                    .until(() -> latencies(heard, since).size() >= made);
        } catch (ConditionTimeoutException e) {
            System.err.println("Some changes have not arrived after " + LAST_ARRIVALS.toSeconds() + " s.");
        }
        return latencies(heard, since);
    }

    /** In milliseconds, of all changes that were asked for since then. */
    private static List<Double> latencies(List<Path> heard, long since) throws IOException {
        List<Double> latencies = new ArrayList<>();
        for (Path file : heard) {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    long sent = Long.parseLong(line.substring(0, space));
                    if (sent >= since) {
                        latencies.add((Long.parseLong(line.substring(space + 1)) - sent) / 1e6);
                    }
                }
            }
        }
        return latencies;
    }
}
