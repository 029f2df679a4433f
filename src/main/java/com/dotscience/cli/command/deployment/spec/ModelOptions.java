package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.cli.output.DsException;
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
            names = "--host",
            paramLabel = "H",
            description = "The host name to serve it at; '' for none. Default: none.")
    private String host;

    @Option(
            names = "--ingress-class",
            paramLabel = "C",
            description = "Which ingress controller serves the host. Default: " + ModelSpec.INGRESS_CLASS + ".")
    private String ingressClass;

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

    @Mixin
    private PodOptions pods = new PodOptions();

    @Mixin
    private ProxyOptions proxy = new ProxyOptions();

    public boolean isEmpty() {
        return labels.length == 0
                && pods.isEmpty()
                && proxy.isEmpty()
                && Stream.of(replicas, host, ingressClass, port, serviceType).allMatch(Objects::isNull);
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
        if (host != null) {
            spec.host(host);
        }
        if (ingressClass != null) {
            spec.ingressClass(ingressClass);
        }
        spec.labels(Assignment.all("--label", labels));
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
