package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.cli.command.Assignment;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.WindowText;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe a model deployment. An option that was not given is null. */
public final class ModelOptions {

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "REPLICAS",
            description = "How many copies run. Default: 1.")
    private Long replicas;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "The port that the model listens on. Default: " + ModelSpec.MODEL_PORT + ".")
    private Integer port;

    @Option(
            names = "--service-type",
            paramLabel = "T",
            description = "ClusterIP, LoadBalancer or NodePort. Default: ClusterIP.")
    private String serviceType;

    @Option(
            names = "--label",
            paramLabel = "k=v",
            arity = "1",
            description = "A label for the Kubernetes objects; k- takes it off. Can be given more than once.")
    private String[] labels = {};

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            arity = "1",
            description =
                    "A maintenance window, in which changes are handed out: when it opens (minute, hour, day of"
                            + " month, month and day of week, as cron has them), the time zone, and how long it is open. Can be"
                            + " given more than once; these take the place of all. '' for none. Default: those of the deployer.")
    private String[] windows;

    @Mixin
    private IngressOptions ingress = new IngressOptions();

    @Mixin
    private PodOptions pods = new PodOptions();

    @Mixin
    private ProxyOptions proxy = new ProxyOptions();

    public boolean isEmpty() {
        return labels.length == 0
                && ingress.isEmpty()
                && pods.isEmpty()
                && proxy.isEmpty()
                && Stream.of(replicas, port, serviceType, windows).allMatch(Objects::isNull);
    }

    /**
     * Returns the model deployment with the given options applied.
     *
     * @throws DsException if an option is wrong, or makes no sense for this model deployment
     */
    public Deployment applyTo(Deployment deployment, ClassesArgument reader) {
        var spec = new ModelSpec(deployment);
        if (replicas != null) {
            spec.replicas(atLeast0(replicas));
        }
        if (port != null) {
            spec.port(Numbers.port("--port", port));
        }
        if (serviceType != null) {
            spec.serviceType(canonicalServiceType(serviceType));
        }
        spec.pods(pods);
        proxy.applyTo(spec.proxy(), reader);
        spec.ingress(ingress);
        spec.labels(Assignment.all("--label", labels));
        if (windows != null) {
            spec.windows(WindowText.parse("--window", windows));
        }
        return spec.build();
    }

    private static long atLeast0(long replicas) {
        if (replicas < 0) {
            throw DsException.usage("--replicas: " + replicas + " is less than 0: give 0 or more");
        }
        return replicas;
    }

    private static String canonicalServiceType(String given) {
        return Stream.of("ClusterIP", "LoadBalancer", "NodePort")
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> DsException.usage(
                        "--service-type: '" + given + "' is none of ClusterIP, LoadBalancer, NodePort"));
    }
}
