package com.dotscience.testing.bench;

import com.dotscience.testing.Manifests;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code hack/bench-memory}. */
@Command(
        name = "hack/bench-memory",
        description = {
            "Measures how much memory a deployer takes over its whole life: while it makes a fleet, when it starts beside one"
                    + " that runs, when it lists everything again after the API server was gone, and in a wave of new images.",
            "The environment variable " + RealControlPlane.ASSETS + " names the folder with etcd, kube-apiserver and"
                    + " kube-controller-manager."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MemoryBench implements Callable<Integer> {

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Model deployments in the fleet (default: ${DEFAULT-VALUE}).")
    private int models;

    @Option(
            names = "--unpacked",
            description =
                    "Measure the distribution as it is unpacked, without a limit (default: as in the image, with the"
                            + " limit and the JAVA_OPTS of kubernetes/install.yaml).")
    private boolean unpacked;

    @Option(names = "--limit", paramLabel = "MIB", description = "Another limit than that of kubernetes/install.yaml.")
    private Integer limit;

    @Option(names = "--java-opts", paramLabel = "FLAGS", defaultValue = "", description = "More JAVA_OPTS.")
    private String javaOptions;

    @Option(
            names = "--pause",
            paramLabel = "S",
            defaultValue = "20",
            description = "Seconds to wait after each phase, in which what follows of it goes on"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pauseSeconds;

    @Option(names = "--max-peak", paramLabel = "MIB", description = "End with 1 if the peak is above this.")
    private Integer maxPeak;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private final Path javaHome = Path.of(System.getProperty("java.home"));

    private MemoryBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new MemoryBench()).execute(args));
    }

    @Override
    public Integer call() {
        if (RealControlPlane.assets().isEmpty()) {
            System.err.println(
                    "hack/bench-memory: " + RealControlPlane.ASSETS + " is not set. It has to name a folder with"
                            + " etcd, kube-apiserver and kube-controller-manager.");
            return CommandLine.ExitCode.USAGE;
        }
        Path folder = ScratchFolder.emptied(distribution.resolveSibling("bench-memory"))
                .path();
        try (RealControlPlane plane =
                RealControlPlane.start(RealControlPlane.assets().get())) {
            Installed installed = new Installed(Manifests.read(Path.of("kubernetes/install.yaml")));
            installed.grant(plane);
            Distribution measured = measured(folder, installed);
            System.out.printf(
                    "%d model deployments, limit %s MiB, JAVA_OPTS %s%n",
                    models,
                    measured.memory().isPresent() ? measured.memory().getAsInt() : "none",
                    measured.javaOptions());
            Course course = new Course(plane);
            Fleet fleet = Fleet.of(models, course.namespace(), "example/model:1");
            Path kubeconfig = installed.kubeconfig(plane).writeTo(folder.resolve("kubeconfig"));
            try (DeployerSide deployer = new DeployerSide(measured, kubeconfig, folder)) {
                deployer.wants(fleet);
                written(plane, course, Phase.CREATE, fleet, deployer::start);
                deployer.awaitReports(models);
                report("made from an empty cluster", deployer);
            }
            long peak = inAFullCluster(plane, course, fleet, new DeployerSide(measured, kubeconfig, folder));
            return maxPeak != null && peak > maxPeak ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    private long inAFullCluster(RealControlPlane plane, Course course, Fleet fleet, DeployerSide process) {
        try (DeployerSide deployer = process) {
            deployer.wants(fleet);
            deployer.start();
            deployer.awaitReady();
            deployer.awaitReports(models);
            report("started beside the fleet", deployer);
            plane.stopApiServer();
            plane.startApiServer();
            deployer.awaitReady();
            Fleet one = fleet.withImage("example/one:1").only(0);
            written(plane, course, Phase.ONE, one, deployer.prepare(Phase.ONE, one));
            report("everything listed again", deployer);
            Fleet all = fleet.withImage("example/model:2");
            written(plane, course, Phase.IMAGES, all, deployer.prepare(Phase.IMAGES, all));
            return report("a new image of all", deployer);
        }
    }

    private Distribution measured(Path folder, Installed installed) {
        if (unpacked) {
            return new Distribution(
                    distribution, javaHome, javaOptions, limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
        }
        Distribution plain = new Distribution(distribution, javaHome, javaOptions, OptionalInt.empty());
        Distribution inImage = plain.asInImage(folder.resolve("image"), installed);
        return limit == null
                ? inImage
                : new Distribution(inImage.folder(), inImage.javaHome(), inImage.javaOptions(), OptionalInt.of(limit));
    }

    /** Waits for the last write, and not for the rollouts that follow: of a large fleet they take the controllers very long. */
    private static void written(RealControlPlane plane, Course course, Phase phase, Fleet wanted, Runnable news) {
        Writes writes = new Writes(plane, course.namespace());
        news.run();
        writes.awaitLast(phase.verb(), phase.writes(wanted));
    }

    private long report(String phase, DeployerSide deployer) {
        pause();
        deployer.awaitReady();
        long peak = deployer.meter().peakMebibytes();
        System.out.printf("%-28s peak so far %4d MiB%n", phase, peak);
        return peak;
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(pauseSeconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
