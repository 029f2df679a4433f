package com.dotscience.testing.bench;

import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
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

    @Option(names = "--kubectl", hidden = true, defaultValue = "kubectl")
    private Path kubectl;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

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
        if (Math.min(models, runs) < 1) {
            System.err.println("hack/bench: --models and --runs have to be 1 or more.");
            return CommandLine.ExitCode.USAGE;
        }
        Results results = measure(RealControlPlane.assets().get());
        Report report = new Report(results);
        System.out.printf("%n%d model deployments, %d fresh processes of each%n%n", models, runs);
        System.out.println(report.figures());
        System.out.println(report.ratios());
        return CommandLine.ExitCode.OK;
    }

    private Results measure(Path assets) {
        Path folder =
                ScratchFolder.emptied(distribution.resolveSibling("bench")).path();
        Results results = new Results();
        System.out.println("Starting the control plane …");
        try (RealControlPlane plane = RealControlPlane.start(assets)) {
            Path kubeconfig = plane.kubeconfigFile();
            Contestants contestants = new Contestants(
                    new Distribution(distribution, javaHome, javaOptions, OptionalInt.empty()),
                    new KubectlSide.Settings(kubectl, kubeconfig, folder.resolve("kubectl-cache"), false),
                    folder);
            for (int run = 1; run <= runs; run++) {
                for (Side side : sides) {
                    System.out.printf("Run %d of %d: %s%n", run, runs, side.words());
                    new FreshRun(plane, models, side, results).run(contestants);
                }
            }
        }
        return results;
    }
}
