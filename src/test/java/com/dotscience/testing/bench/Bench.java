package com.dotscience.testing.bench;

import com.dotscience.testing.Manifests;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code hack/bench}. */
@Command(
        name = "hack/bench",
        description = {
            "Measures a deployer that has just started beside kubectl and a bare client, which make the same writes, on one real"
                    + " control plane.",
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
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Fresh processes of each side, in turn (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Changes of a single one in each run (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--idle",
            paramLabel = "S",
            defaultValue = "20",
            description = "Seconds in which nothing happens in the full cluster (default: ${DEFAULT-VALUE}).")
    private int idleSeconds;

    @Option(
            names = "--full",
            description =
                    "Only what begins while the whole fleet is wanted or there: rounds of thousands would take hours.")
    private boolean full;

    @Option(
            names = "--sides",
            paramLabel = "SIDE",
            split = ",",
            description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<Side> sides = List.of(Side.values());

    @Option(
            names = "--java",
            paramLabel = "HOME",
            description =
                    "The Java that runs the deployer and the bare client (default: that of JAVA_HOME, or of the PATH).")
    private Path javaHome = Path.of(System.getProperty("java.home"));

    @Option(names = "--java-opts", paramLabel = "FLAGS", defaultValue = "", description = "JAVA_OPTS of the deployer.")
    private String javaOptions;

    @Option(
            names = "--max-ratio",
            paramLabel = "WHAT/SIDE=R",
            split = ",",
            description =
                    "End with 1 if something takes a deployer that has just started more than R times what it takes that"
                            + " side, such as create/kubectl_create=1.0. Things are start, start-full, idle-full, create,"
                            + " create-from-start, images, scale, one, delete and together (create, images and delete).")
    private Map<String, Double> maxRatio = Map.of();

    @Option(
            names = "--max-processor-ratio",
            paramLabel = "WHAT/SIDE=R",
            split = ",",
            description = "The same for processor time.")
    private Map<String, Double> maxProcessorRatio = Map.of();

    @Option(
            names = "--max-latency-ms",
            paramLabel = "MS",
            description = "End with 1 if the median from the news of one change among many to its write is above this.")
    private Double maxLatency;

    @Option(names = "--kubectl", hidden = true, defaultValue = "kubectl")
    private Path kubectl;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private final Machine machine = new Machine();

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() {
        if (RealControlPlane.assets().isEmpty()) {
            System.err.println("hack/bench: " + RealControlPlane.ASSETS + " is not set. It has to name a folder with"
                    + " etcd, kube-apiserver and kube-controller-manager.");
            return CommandLine.ExitCode.USAGE;
        }
        if (Math.min(Math.min(models, runs), Math.min(changes, idleSeconds)) < 1) {
            System.err.println("hack/bench: --models, --runs, --changes and --idle have to be 1 or more.");
            return CommandLine.ExitCode.USAGE;
        }
        Limits limits;
        try {
            limits = Limits.of(maxRatio, maxProcessorRatio, maxLatency);
        } catch (IllegalArgumentException e) {
            System.err.println("hack/bench: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Results results = measure(RealControlPlane.assets().get());
        Report report = new Report(results);
        System.out.printf(
                "%n%d model deployments, %d fresh processes of each. Java %s. %s%n%n",
                models, runs, Machine.java(javaHome), machine.text());
        System.out.println(report.figures());
        System.out.println(report.ratios());
        List<String> faults = Stream.concat(results.faults().stream(), limits.broken(results).stream())
                .toList();
        faults.forEach(fault -> System.err.println("hack/bench: " + fault));
        return faults.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Results measure(Path assets) {
        Path folder =
                ScratchFolder.emptied(distribution.resolveSibling("bench")).path();
        Results results = new Results();
        System.out.println("Deployer: "
                + String.join(
                        " ",
                        new Launcher(distribution.resolve("bin/ds-deployer"), javaHome)
                                .java()
                                .flags()) + " " + javaOptions);
        System.out.println("Starting the control plane …");
        try (RealControlPlane plane = RealControlPlane.start(assets)) {
            Setting setting = setting(plane, folder);
            for (int run = 1; run <= runs; run++) {
                for (Side side : full ? List.<Side>of() : sides) {
                    machine.look();
                    System.out.printf("Run %d of %d, empty cluster: %s%n", run, runs, side.words());
                    new EmptyCluster(setting, new Notebook(side, results)).run();
                }
                boolean floor = sides.contains(Side.FLOOR);
                for (Side side : sides) {
                    machine.look();
                    if (side.isDeployer()) {
                        System.out.printf("Run %d of %d, full cluster: %s%n", run, runs, side.words());
                        new FullCluster(setting, results).deployer(side, floor);
                        floor = false;
                    } else if (side == Side.BARE) {
                        System.out.printf("Run %d of %d, fleet wanted before: %s%n", run, runs, side.words());
                        new FullCluster(setting, results).bareClient();
                    }
                }
            }
        }
        return results;
    }

    private Setting setting(RealControlPlane plane, Path folder) {
        Installed installed = new Installed(Manifests.read(Path.of("kubernetes/install.yaml")));
        installed.grant(plane);
        Map<Side, Distribution> distributions = new EnumMap<>(Side.class);
        Distribution unpacked = new Distribution(distribution, javaHome, javaOptions, OptionalInt.empty());
        distributions.put(Side.DEPLOYER, unpacked);
        if (sides.contains(Side.IMAGE)) {
            distributions.put(Side.IMAGE, unpacked.asInImage(folder.resolve("image"), installed));
        }
        KubectlSide.Settings settings =
                new KubectlSide.Settings(kubectl, plane.kubeconfigFile(), folder.resolve("kubectl-cache"), false);
        if (sides.contains(Side.KUBECTL_CREATE) || sides.contains(Side.KUBECTL_APPLY)) {
            System.out.println("kubectl " + settings.version());
            settings = new KubectlCalibration(plane, models, folder).of(settings);
        }
        return new Setting(plane, installed, distributions, settings, folder, models, changes, idleSeconds);
    }
}
