package com.dotscience.testing.bench.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.testing.Command;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.bench.gateway.Comparison.Program;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code hack/bench-gateway ds}. */
@CommandLine.Command(
        name = "ds",
        description = {
            "Measures commands of ds beside kubectl's of the same kind, in turn: each a process of its own, from its start to its"
                    + " end.",
            "The environment variable " + RealControlPlane.ASSETS + " names the folder with etcd, kube-apiserver and"
                    + " kube-controller-manager. Needs root."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DsBench implements Callable<Integer> {

    private static final String NAME = "model-";

    @ParentCommand
    private GatewayBench bench;

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Model deployments at the Gateway, and Deployments in the cluster (default: ${DEFAULT-VALUE}).")
    private int models;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "How often each command is run (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--max-ratio",
            paramLabel = "R",
            description = "End with 1 if a command of ds takes more than R times what kubectl's takes.")
    private Double maxRatio;

    @Option(names = "--kubectl", hidden = true, defaultValue = "kubectl")
    private Path kubectl;

    private DsBench() {}

    /** @param all whether all model deployments are asked for, and not one */
    private record Question(List<String> ds, List<String> kubectl, boolean all) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(List.of("deployment", "ls"), List.of("get", "deployments"), true),
            new Question(List.of("deployment", "get", NAME + 0), List.of("get", "deployment", NAME + 0), false));

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (RealControlPlane.assets().isEmpty()) {
            System.err.println("hack/bench-gateway: " + RealControlPlane.ASSETS + " is not set.");
            return CommandLine.ExitCode.USAGE;
        }
        Path folder = ScratchFolder.emptied(bench.distribution().resolveSibling("bench-gateway"))
                .path();
        List<String> broken = new ArrayList<>();
        System.out.printf(
                "%d model deployments, %d runs of each. Java %s%n%n"
                        + "| | Wall clock, s | Processor, s | Peak memory, MiB |%n|---|---|---|---|%n",
                models, runs, Runtime.version());
        try (RealControlPlane plane =
                        RealControlPlane.start(RealControlPlane.assets().get());
                GatewayProcess gateway = GatewayProcess.start(bench.distribution(), folder, "gateway")) {
            fill(gateway, plane);
            Path archived = withArchive(folder);
            for (Question question : QUESTIONS) {
                Program kubectl = kubectl(plane, folder, question.kubectl());
                List<Program> forms = List.of(
                        ds("", bench.distribution(), gateway, question.ds()),
                        ds(", with its archive of classes", archived, gateway, question.ds()));
                Comparison comparison = new Comparison(folder, NAME, question.all() ? models : 1, runs);
                broken.addAll(comparison.of(forms, kubectl, maxRatio));
            }
        }
        broken.forEach(limit -> System.err.println("hack/bench-gateway: " + limit));
        return broken.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void fill(GatewayProcess gateway, RealControlPlane plane) {
        try (ManagementClient person = new ManagementClient(gateway.port(), gateway.adminToken())) {
            person.createDeployer("edge");
            for (int i = 0; i < models; i++) {
                person.create(
                        "edge",
                        Deployment.newBuilder()
                                .setName(NAME + i)
                                .setDeployment(DeploymentSpec.newBuilder()
                                        .setReplicas(1)
                                        .setImage("example/model:1"))
                                .build());
                plane.client()
                        .apps()
                        .deployments()
                        .inNamespace("default")
                        .resource(deployment(NAME + i))
                        .create();
            }
        }
    }

    private static io.fabric8.kubernetes.api.model.apps.Deployment deployment(String name) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("model", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("model", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage("example/model:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A copy of the distribution as it is in the image. */
    private Path withArchive(Path folder) {
        Path copy = folder.resolve("image");
        Command.of("cp", "-a", bench.distribution().toString(), copy.toString()).output();
        Command.of(copy.resolve("libexec/archive").toString(), "ds").output();
        return copy;
    }

    private static Program ds(String form, Path distribution, GatewayProcess gateway, List<String> arguments) {
        List<String> words =
                new ArrayList<>(List.of(distribution.resolve("bin/ds").toString()));
        words.addAll(arguments);
        return new Program(
                "ds " + String.join(" ", arguments) + form,
                words,
                Map.of("DS_GATEWAY", "http://127.0.0.1:" + gateway.port(), "DS_TOKEN", gateway.adminToken()));
    }

    private Program kubectl(RealControlPlane plane, Path folder, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                kubectl.toString(),
                "--kubeconfig=" + plane.kubeconfigFile(),
                "--cache-dir=" + folder.resolve("kubectl-cache")));
        words.addAll(arguments);
        return new Program("kubectl " + String.join(" ", arguments), words, Map.of());
    }
}
