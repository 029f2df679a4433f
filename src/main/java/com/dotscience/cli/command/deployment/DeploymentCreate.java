package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.deployment.spec.ModelSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Ask for a model to run in the cluster of a deployer.",
        footerHeading =
                "%nJSON fields: those of 'ds deployment ls', and of 'ds deployment apply' in a dry run.%n%nExamples:%n",
        footer = {
            "  ds deployment create --model-name roadsigns1 -d minikube \\",
            "      -i quay.io/acme/roadsigns:1",
            "  ds deployment create --model-name roadsigns1 --name roadsigns-eu -d minikube \\",
            "      -i quay.io/acme/roadsigns:1 -r 2 --host roadsigns.example.com \\",
            "      --label team=vision",
            "  ds deployment create --model-name cats -d minikube -i quay.io/acme/cats:7 \\",
            "      --classes '[\"cat\", \"dog\"]' --served-name cats -o json",
            "  ds deployment create --model-name llama -d minikube -i quay.io/acme/llama:3 \\",
            "      --record http://sink.logs.svc:8080 --record-percent 5 \\",
            "      --model-metrics-path /metrics",
            "  ds deployment create --model-name m -d minikube -i image:1 --dry-run=server"
        })
public final class DeploymentCreate implements Runnable {

    private final Session session;

    @Option(names = "--model-name", paramLabel = "M", required = true, description = "What the model is called.")
    private String modelName;

    @Option(
            names = "--name",
            paramLabel = "N",
            description = "What to call the model deployment. Default: the model name.")
    private String name;

    @Option(
            names = {"-d", "--deployer"},
            paramLabel = "DEPLOYER",
            required = true,
            description = "The name or id of the deployer that is to run it.")
    private String deployer;

    @Option(
            names = {"-i", "--image"},
            paramLabel = "IMAGE",
            required = true,
            description = "The model's image.")
    private String image;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            defaultValue = "default",
            description = "The Kubernetes namespace. Default: ${DEFAULT-VALUE}.")
    private String namespace;

    @Mixin
    private WriteOptions options = new WriteOptions();

    public DeploymentCreate(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        options.check();
        var defaults = ModelSpec.ofDefaults(namespace, name == null ? modelName : name, image);
        var request = CreateDeploymentRequest.newBuilder()
                .setDeployer(deployer)
                .setDeployment(options.applyTo(defaults, session))
                .build();
        if (name == null) {
            session.remark("--name not set, default to model name '" + modelName + "'");
        }
        try (var gateway = session.connect()) {
            if (options.dryRun().isGiven()) {
                options.dryRun().showCreation(session, gateway, request);
                return;
            }
            options.show(session, gateway, gateway.call(management -> management.createDeployment(request)));
        }
    }
}
