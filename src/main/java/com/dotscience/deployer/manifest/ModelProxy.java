package com.dotscience.deployer.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.Deployment;
import com.dotscience.api.MetricsSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The model-proxy: the sidecar between the Service and the model that counts and records predictions. */
record ModelProxy(String id, String image, String classes, int modelPort, int port, int apiPort) {

    private static final int DEFAULT_PORT = 9501;
    private static final int DEFAULT_API_PORT = 9502;

    /** Empty unless there is an image to run, classes to count, and a port of the model to stand before. */
    static Optional<ModelProxy> of(Deployment wanted) {
        MetricsSpec metrics = wanted.getMetrics();
        if (metrics.getImage().isEmpty()
                || metrics.getClasses().isEmpty()
                || wanted.getDeployment().getPortsCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new ModelProxy(
                wanted.getId(),
                metrics.getImage(),
                plain(metrics.getClasses()),
                wanted.getDeployment().getPorts(0),
                metrics.getModelProxyPort() == 0 ? DEFAULT_PORT : metrics.getModelProxyPort(),
                metrics.getModelProxyApiPort() == 0 ? DEFAULT_API_PORT : metrics.getModelProxyApiPort()));
    }

    Container container() {
        return new ContainerBuilder()
                .withName("proxy")
                .withImage(image)
                .withEnv(
                        env("TF_SERVING_ADDR", "http://127.0.0.1:" + modelPort),
                        env("TF_SERVING_PROXY_PORT", Integer.toString(port)),
                        env("TF_CLASSES", classes),
                        env("DEPLOYMENT_ID", id))
                .withPorts(Stream.of(port, apiPort)
                        .distinct()
                        .map(DeploymentManifest::port)
                        .toList())
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/health")
                .withPort(new IntOrString(apiPort))
                .endHttpGet()
                .endReadinessProbe()
                .build();
    }

    Map<String, String> podAnnotations() {
        return Map.of(
                "prometheus.io/scrape", "true",
                "prometheus.io/path", "/api/metrics",
                "prometheus.io/port", Integer.toString(apiPort));
    }

    private static EnvVar env(String name, String value) {
        return new EnvVar(name, value, null);
    }

    /**
     * The classes decoded, if they are base64 and padded, exactly as an encoder would write it. Anything looser would
     * take a plain list of classes for base64 by accident.
     */
    private static String plain(String classes) {
        try {
            byte[] decoded = Base64.getDecoder().decode(classes);
            boolean strict = Base64.getEncoder().encodeToString(decoded).equals(classes);
            return strict ? UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString() : classes;
        } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
            return classes;
        }
    }
}
