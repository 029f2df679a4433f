package com.dotscience.deployer.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.Deployment;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model-proxy, a sidecar between the Service and the model. It counts and records predictions, so that the model
 * needs no code for that.
 *
 * @param terminationGracePeriod the time that the pod has to end, in seconds
 * @param scaledByProcessors whether an autoscaler goes by the share of processors that pods use
 */
record ModelProxy(
        String id, MetricsSpec asked, int modelPort, long terminationGracePeriod, boolean scaledByProcessors) {

    private static final int MIB_IN_GIB = 1024;

    /**
     * Returns the model-proxy; empty unless there is an image to run, something for it to do, and a port of the model
     * to which it can pass requests.
     */
    static Optional<ModelProxy> of(Deployment wanted) {
        MetricsSpec metrics = wanted.getMetrics();
        boolean counts = !metrics.getClasses().isEmpty();
        boolean records = !metrics.getRecordUrl().isEmpty();
        if (metrics.getImage().isEmpty()
                || !counts && !records
                || wanted.getDeployment().getPortsCount() == 0) {
            return Optional.empty();
        }
        int grace = wanted.getDeployment().getTerminationGracePeriodSeconds();
        return Optional.of(new ModelProxy(
                wanted.getId(),
                metrics,
                wanted.getDeployment().getPorts(0),
                grace > 0 ? grace : ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS,
                wanted.getDeployment().getAutoscaling().getCpuPercent() > 0));
    }

    Container container(SecurityContext security) {
        return new ContainerBuilder()
                .withName("proxy")
                .withImage(asked.getImage())
                .withEnv(environment())
                .withPorts(Stream.of(port(), apiPort())
                        .distinct()
                        .map(DeploymentManifest::port)
                        .toList())
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath(ModelProxyContract.HEALTH_PATH)
                .withPort(new IntOrString(apiPort()))
                .endHttpGet()
                .endReadinessProbe()
                .withResources(resources().orElse(null))
                .withSecurityContext(security)
                .build();
    }

    /**
     * Returns what the container gets: its memory, and a little of a processor where pods are scaled by processors, because Kubernetes
     * counts only pods of which every container asks for some.
     */
    private Optional<ResourceRequirements> resources() {
        if (!scaledByProcessors) {
            return memory();
        }
        return Optional.of(memory().map(ResourceRequirementsBuilder::new)
                .orElseGet(ResourceRequirementsBuilder::new)
                .addToRequests("cpu", new Quantity("10m"))
                .build());
    }

    /**
     * Returns the memory that the container gets. It is not limited for a model-proxy that is not this project's,
     * unless that is asked for, because its need is not known.
     */
    private Optional<ResourceRequirements> memory() {
        if (asked.getMemoryMib() != 0) {
            return Optional.of(exactly(asked.getMemoryMib()));
        }
        return ModelProxyContract.isImage(asked.getImage())
                ? Optional.of(exactly(ModelProxyContract.DEFAULT_MEMORY_MIB))
                : Optional.empty();
    }

    /** Returns this amount of memory in the largest unit, as the API server would write it. */
    private static ResourceRequirements exactly(int mib) {
        boolean whole = mib % MIB_IN_GIB == 0;
        Map<String, Quantity> memory = Map.of("memory", new Quantity(whole ? mib / MIB_IN_GIB + "Gi" : mib + "Mi"));
        return new ResourceRequirementsBuilder()
                .withRequests(memory)
                .withLimits(memory)
                .build();
    }

    Map<String, String> podAnnotations() {
        return Map.of(
                ModelProxyContract.SCRAPE_ANNOTATION,
                "true",
                ModelProxyContract.SCRAPE_PATH_ANNOTATION,
                ModelProxyContract.METRICS_PATH,
                ModelProxyContract.SCRAPE_PORT_ANNOTATION,
                Integer.toString(apiPort()));
    }

    /**
     * Returns the hook that keeps the model running until the last prediction is answered: it ends when the model-proxy
     * has drained.
     */
    Lifecycle modelLifecycle() {
        return new LifecycleBuilder()
                .withNewPreStop()
                .withNewHttpGet()
                .withPath(ModelProxyContract.DRAINED_PATH)
                .withPort(new IntOrString(apiPort()))
                .endHttpGet()
                .endPreStop()
                .build();
    }

    private int port() {
        return asked.getModelProxyPort() == 0 ? ModelProxyContract.DEFAULT_PORT : asked.getModelProxyPort();
    }

    private int apiPort() {
        return asked.getModelProxyApiPort() == 0 ? ModelProxyContract.DEFAULT_API_PORT : asked.getModelProxyApiPort();
    }

    private List<EnvVar> environment() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ModelProxyContract.MODEL_ADDRESS, "http://127.0.0.1:" + modelPort);
        values.put(ModelProxyContract.PORT, Integer.toString(port()));
        values.put(ModelProxyContract.CLASSES, plain(asked.getClasses()));
        values.put(ModelProxyContract.DEPLOYMENT_ID, id);
        values.put(ModelProxyContract.API_PORT, Integer.toString(apiPort()));
        values.put(
                ModelProxyContract.MODEL_NAME,
                asked.getServedName().isEmpty() ? ModelProxyContract.DEFAULT_MODEL_NAME : asked.getServedName());
        values.put(ModelProxyContract.TERMINATION_GRACE_PERIOD_SECONDS, Long.toString(terminationGracePeriod()));
        values.put(ModelProxyContract.MODEL_METRICS_PATH, asked.getModelMetricsPath());
        values.put(ModelProxyContract.MODEL_METRICS_PORT, unlessZero(asked.getModelMetricsPort()));
        if (!asked.getRecordUrl().isEmpty()) {
            values.put(ModelProxyContract.RECORD_URL, asked.getRecordUrl());
            values.put(ModelProxyContract.RECORD_PERCENT, unlessZero(asked.getRecordPercent()));
            values.put(ModelProxyContract.RECORD_MAX_BYTES, unlessZero(asked.getRecordMaxBytes()));
        }
        return values.entrySet().stream()
                .filter(variable -> !variable.getValue().isEmpty())
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
                .toList();
    }

    private static String unlessZero(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    /**
     * Returns the classes in plain text. It decodes them only if they are padded base64 exactly as an encoder writes
     * it, because a looser check could take a plain list of classes for base64.
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
