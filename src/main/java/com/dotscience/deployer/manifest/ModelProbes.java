package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Readiness;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.Optional;

/**
 * Builds the probes by which the kubelet learns that the model serves. Their times never change: other ones would restart every
 * pod that has these.
 */
final class ModelProbes {

    /** New pods get requests soon after they listen. */
    private static final int PERIOD_SECONDS = 2;

    /** A model that is busy with predictions still counts as ready. */
    private static final int TIMEOUT_SECONDS = 5;

    /** Loading takes long, so it does not matter to learn of its end at once. */
    private static final int START_UP_PERIOD_SECONDS = 5;

    private ModelProbes() {}

    /**
     * Returns the readiness probe; empty if none is asked for.
     *
     * @throws InvalidModelDeploymentException if the type is not known, or there is no port
     */
    static Optional<Probe> readiness(DeploymentSpec asked) {
        return check(asked)
                .map(probe -> probe.withPeriodSeconds(PERIOD_SECONDS)
                        .withTimeoutSeconds(TIMEOUT_SECONDS)
                        .build());
    }

    /**
     * Returns the probe that gives the model the time that it needs to start; empty if none is asked for.
     *
     * @throws InvalidModelDeploymentException as {@link #readiness} does
     */
    static Optional<Probe> startUp(DeploymentSpec asked) {
        return asked.getStartUpSeconds() <= 0
                ? Optional.empty()
                : check(asked)
                        .map(probe -> probe.withPeriodSeconds(START_UP_PERIOD_SECONDS)
                                .withTimeoutSeconds(TIMEOUT_SECONDS)
                                .withFailureThreshold((asked.getStartUpSeconds() - 1) / START_UP_PERIOD_SECONDS + 1)
                                .build());
    }

    private static Optional<ProbeBuilder> check(DeploymentSpec asked) {
        Readiness readiness = asked.getReadiness();
        String model = readiness.getModel();
        return switch (readiness.getType()) {
            case "", "None" -> Optional.empty();
            case "TCP" ->
                Optional.of(new ProbeBuilder()
                        .withNewTcpSocket()
                        .withPort(port(asked))
                        .endTcpSocket());
            case "HTTP" -> Optional.of(get(readiness.getPath(), asked));
            case "TensorFlowServing" -> Optional.of(get(metadata(model), asked));
            case "OpenInference" ->
                Optional.of(get(model.isEmpty() ? "/v2/health/ready" : "/v2/models/" + model + "/ready", asked));
            default ->
                throw new InvalidModelDeploymentException(
                        "deployment.readiness.type",
                        "is " + readiness.getType()
                                + ": it has to be None, HTTP, TCP, TensorFlowServing or OpenInference");
        };
    }

    /** The status of a model is answered with 200 while it loads, too, and kubelets do not read answers; its metadata is not. */
    private static String metadata(String model) {
        return "/v1/models/" + (model.isEmpty() ? ModelProxyContract.DEFAULT_MODEL_NAME : model) + "/metadata";
    }

    private static ProbeBuilder get(String path, DeploymentSpec asked) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path.isEmpty() ? "/" : path)
                .withPort(port(asked))
                .endHttpGet();
    }

    private static IntOrString port(DeploymentSpec asked) {
        int port = asked.getReadiness().getPort();
        if (port == 0 && asked.getPortsCount() == 0) {
            throw new InvalidModelDeploymentException(
                    "deployment.readiness.port", "is missing: name it, since the model has no port of its own");
        }
        return new IntOrString(port == 0 ? asked.getPorts(0) : port);
    }
}
