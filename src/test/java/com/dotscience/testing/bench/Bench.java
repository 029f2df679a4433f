package com.dotscience.testing.bench;

import com.dotscience.api.Deployment;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code hack/bench}. */
@Command(
        name = "hack/bench",
        description = {
            "Measures the deployer beside a bare client that makes the same writes, on the same real control plane.",
            "The environment variable " + RealControlPlane.ASSETS + " names the folder with etcd, kube-apiserver and"
                    + " kube-controller-manager."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Bench implements Callable<Integer> {

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "200",
            description = "Model deployments in the fleet (default: ${DEFAULT-VALUE}).")
    private int models;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds of each, in turn, once both are warm (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "100",
            description = "Single changes to measure from news to write (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "16",
            description = "Calls that each may have under way (default: ${DEFAULT-VALUE}, the deployer's own).")
    private int inFlight;

    @Option(
            names = "--max-ratio",
            paramLabel = "R",
            description = "End with 1 if a phase takes the deployer more than R times what it takes the bare client.")
    private Double maxRatio;

    @Option(
            names = "--max-latency-ms",
            paramLabel = "MS",
            description = "End with 1 if the median from news to write is above this.")
    private Double maxLatency;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() {
        if (RealControlPlane.assets().isEmpty()) {
            System.err.println("hack/bench: " + RealControlPlane.ASSETS + " is not set. It has to name a folder with"
                    + " etcd, kube-apiserver and kube-controller-manager.");
            return CommandLine.ExitCode.USAGE;
        }
        if (Math.min(Math.min(models, rounds), Math.min(changes, inFlight)) < 1) {
            System.err.println("hack/bench: --models, --rounds, --changes and --in-flight have to be 1 or more.");
            return CommandLine.ExitCode.USAGE;
        }
        Report report = measure(RealControlPlane.assets().get());
        System.out.printf(
                "%n%d model deployments, %d calls in flight, medians of %d rounds%n%n", models, inFlight, rounds);
        System.out.println(report.table());
        return verdict(report);
    }

    private Report measure(Path assets) {
        Path folder =
                ScratchFolder.emptied(distribution.resolveSibling("bench")).path();
        System.out.println("Starting the control plane and the deployer …");
        try (RealControlPlane plane = RealControlPlane.start(assets);
                BareClient bare = new BareClient(plane, inFlight);
                RealDeployer deployer = new RealDeployer(plane, distribution, folder, inFlight)) {
            Race race = new Race(plane, models);
            System.out.println("Warming up …");
            race.warmUp(bare);
            race.warmUp(deployer);
            Result bareResult = new Result();
            Result deployerResult = new Result();
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds + " …");
                race.run(bare, bareResult);
                race.run(deployer, deployerResult);
            }
            System.out.println("Single changes …");
            return new Report(bareResult, deployerResult, newsToWrite(plane, deployer, race));
        }
    }

    /** From the moment the Gateway says it until the write that it causes has come in at the API server. */
    private Samples newsToWrite(RealControlPlane plane, RealDeployer deployer, Race race) {
        Writes created = new Writes(plane, deployer.namespace());
        deployer.prepare(Fleet.of(models, deployer.namespace(), race.nextImage()));
        deployer.create();
        created.awaitLast("create", models * Fleet.OBJECTS);
        race.awaitRollouts(deployer.namespace());
        Samples samples = new Samples();
        List<Deployment> fleet = deployer.fleet().models();
        for (int i = 0; i < changes; i++) {
            Writes writes = new Writes(plane, deployer.namespace());
            Instant start = Instant.now();
            deployer.changeImage(fleet.get(i % fleet.size()), race.nextImage());
            samples.add(Duration.between(start, writes.awaitNext("patch")));
        }
        return samples;
    }

    private int verdict(Report report) {
        boolean slow = maxRatio != null && report.worstRatio() > maxRatio;
        boolean late = maxLatency != null && report.newsToWrite().medianMillis() > maxLatency;
        if (slow) {
            System.err.printf("The worst ratio, %.2f, is above %.2f.%n", report.worstRatio(), maxRatio);
        }
        if (late) {
            System.err.printf("The median from news to write is above %.0f ms.%n", maxLatency);
        }
        return slow || late ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
