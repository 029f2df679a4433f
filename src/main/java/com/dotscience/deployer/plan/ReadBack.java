package com.dotscience.deployer.plan;

import static java.util.Objects.requireNonNullElse;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads a model deployment back from the objects that were made of it. A deployer that was restarted and may not do yet what is
 * wanted now goes on by this. It reverses {@link com.dotscience.deployer.manifest.Manifest}; whoever uses it has to check that
 * the result leads to the same objects again.
 */
record ReadBack(ObjectMapper json, Applied applied) {

    private static final long BYTES_IN_MIB = 1L << 20;

    /**
     * Returns the model deployment; empty unless there is exactly one Deployment and at most one object of each other kind, and
     * each carries a record of what is ours.
     */
    Optional<Deployment> of(List<HasMetadata> own) {
        List<HasMetadata> ours =
                own.stream().flatMap(object -> oursOf(object).stream()).toList();
        long kinds = own.stream().map(Kind::of).distinct().count();
        Optional<io.fabric8.kubernetes.api.model.apps.Deployment> deployment =
                one(ours, io.fabric8.kubernetes.api.model.apps.Deployment.class);
        if (ours.size() < own.size() || kinds < own.size() || deployment.isEmpty()) {
            return Optional.empty();
        }
        Deployment.Builder runs = named(deployment.get().getMetadata())
                .setNamespace(own.get(0).getMetadata().getNamespace())
                .setDeployment(model(deployment.get()));
        container(deployment.get(), "proxy").map(ReadBack::metrics).ifPresent(runs::setMetrics);
        one(ours, Service.class).map(ReadBack::service).ifPresent(runs::setService);
        one(ours, Ingress.class).map(IngressReadBack::of).ifPresent(runs::setIngress);
        ours.forEach(object -> {
            RouteReadBack.into(runs, object);
            BudgetReadBack.into(runs.getDeploymentBuilder(), object);
            new AutoscalerReadBack(json).into(runs.getDeploymentBuilder(), object);
        });
        return Optional.of(runs.build());
    }

    /** Returns the object without the fields that others have added. */
    private Optional<HasMetadata> oursOf(HasMetadata object) {
        ObjectNode tree = json.valueToTree(object);
        return applied.readFrom(tree)
                .map(keys -> json.convertValue(ours(tree, keys), object.getClass()))
                .map(HasMetadata.class::cast);
    }

    private static JsonNode ours(JsonNode tree, JsonNode keys) {
        ObjectNode ours = JsonNodeFactory.instance.objectNode();
        keys.properties().forEach(key -> {
            JsonNode value = tree.path(key.getKey());
            if (!value.isMissingNode()) {
                ours.set(key.getKey(), ours(key.getKey(), value, key.getValue()));
            }
        });
        return ours;
    }

    private static JsonNode ours(String field, JsonNode value, JsonNode keys) {
        if (keys.isEmpty()) {
            return value;
        }
        if (!value.isArray()) {
            return ours(value, keys);
        }
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : value) {
            JsonNode its = keys.path(KeyedList.in(field).keyOf(element));
            if (!its.isMissingNode()) {
                elements.add(its.isEmpty() ? element : ours(element, its));
            }
        }
        return elements;
    }

    private static Deployment.Builder named(ObjectMeta ours) {
        Map<String, String> labels = new TreeMap<>(ours.getLabels());
        labels.remove(ClusterContract.OWNER_LABEL);
        return Deployment.newBuilder()
                .setId(ours.getAnnotations().getOrDefault(ClusterContract.ID, ""))
                .setName(ours.getAnnotations().getOrDefault(ClusterContract.NAME_ANNOTATION, ""))
                .putAllLabels(labels);
    }

    private static DeploymentSpec model(io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        PodSpec pod = template.getSpec();
        DeploymentSpec.Builder model = DeploymentSpec.newBuilder()
                .setReplicas(requireNonNullElse(deployment.getSpec().getReplicas(), 1))
                .setServiceAccountToken(Boolean.TRUE.equals(pod.getAutomountServiceAccountToken()))
                .addAllImagePullSecrets(PodReadBack.pullSecrets(pod))
                .setServiceAccount(requireNonNullElse(pod.getServiceAccountName(), ""))
                .setRestartedAt(PodReadBack.restartedAt(template))
                .setSharedMemory(PodReadBack.sharedMemory(pod));
        Optional.ofNullable(template.getMetadata())
                .ifPresent(metadata -> model.putAllPodLabels(PodReadBack.labels(metadata))
                        .putAllPodAnnotations(PodReadBack.annotations(
                                metadata, container(deployment, "proxy").isPresent())));
        SchedulingReadBack.into(model, pod);
        container(deployment, "model").ifPresent(container -> {
            model.setImage(container.getImage())
                    .addAllPorts(container.getPorts().stream()
                            .map(ContainerPort::getContainerPort)
                            .toList())
                    .addAllVolumes(PodReadBack.volumes(pod, container));
            ContainerReadBack.into(model, container);
            SecurityReadBack.into(model, pod, container);
            LifeReadBack.into(model, container);
        });
        LifeReadBack.into(model, deployment);
        return model.build();
    }

    private static MetricsSpec metrics(Container proxy) {
        Map<String, String> env = proxy.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue, (first, again) -> again));
        String model = env.getOrDefault(ModelProxyContract.MODEL_NAME, "");
        return MetricsSpec.newBuilder()
                .setImage(proxy.getImage())
                .setClasses(env.getOrDefault(ModelProxyContract.CLASSES, ""))
                .setModelProxyPort(number(env, ModelProxyContract.PORT))
                .setModelProxyApiPort(number(env, ModelProxyContract.API_PORT))
                .setServedName(model.equals(ModelProxyContract.DEFAULT_MODEL_NAME) ? "" : model)
                .setRecordUrl(env.getOrDefault(ModelProxyContract.RECORD_URL, ""))
                .setRecordPercent(number(env, ModelProxyContract.RECORD_PERCENT))
                .setRecordMaxBytes(number(env, ModelProxyContract.RECORD_MAX_BYTES))
                .setModelMetricsPath(env.getOrDefault(ModelProxyContract.MODEL_METRICS_PATH, ""))
                .setModelMetricsPort(number(env, ModelProxyContract.MODEL_METRICS_PORT))
                .setMemoryMib(memory(proxy))
                .build();
    }

    /** Returns the memory in MiB, or 0 if it is the default. */
    private static int memory(Container proxy) {
        long mib = Optional.ofNullable(proxy.getResources())
                .map(resources -> resources.getLimits().get("memory"))
                .map(limit -> limit.getNumericalAmount().longValue() / BYTES_IN_MIB)
                .orElse(0L);
        return mib == ModelProxyContract.DEFAULT_MEMORY_MIB || mib > ModelProxyContract.MOST_MEMORY_MIB ? 0 : (int) mib;
    }

    private static ServiceSpec service(Service service) {
        return ServiceSpec.newBuilder()
                .setType(requireNonNullElse(service.getSpec().getType(), ""))
                .setLoadBalancerIp(requireNonNullElse(service.getSpec().getLoadBalancerIP(), ""))
                .addAllPorts(service.getSpec().getPorts().stream()
                        .map(ReadBack::port)
                        .toList())
                .build();
    }

    private static ServicePort port(io.fabric8.kubernetes.api.model.ServicePort port) {
        Integer target =
                port.getTargetPort() == null ? null : port.getTargetPort().getIntVal();
        return ServicePort.newBuilder()
                .setName(requireNonNullElse(port.getName(), ""))
                .setProtocol(requireNonNullElse(port.getProtocol(), ""))
                .setPort(port.getPort())
                .setTargetPort(requireNonNullElse(target, 0))
                .build();
    }

    private static int number(Map<String, String> env, String name) {
        try {
            return Integer.parseInt(env.getOrDefault(name, "0"));
        } catch (NumberFormatException changedByHand) {
            return 0;
        }
    }

    private static Optional<Container> container(
            io.fabric8.kubernetes.api.model.apps.Deployment deployment, String name) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    private static <T> Optional<T> one(List<HasMetadata> own, Class<T> type) {
        return own.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
