package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Hold;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The ConfigMap by which the cluster's owner holds every write, if there is one. It is watched, so that it counts a moment after it
 * is made. Where it may not be read, nothing can be held by it, and the log says so.
 */
final class HoldInformer extends OptionalInformer<ConfigMap> {

    private static final String NAME = "dotscience-hold";

    private final String namespace;

    HoldInformer(KubernetesClient client, String namespace, ApiServerConnection connection) {
        super(
                client.configMaps().inNamespace(namespace).withField("metadata.name", NAME),
                InformerConfiguration.ofAll(ConfigMap.class),
                new OptionalExceptionHandler(
                        connection,
                        "ConfigMap " + namespace + "/" + NAME,
                        "nobody can hold this deployer by it: let its role list and watch that ConfigMap"),
                (before, after) -> {});
        this.namespace = namespace;
    }

    /** What it says; empty where there is none, or it cannot be read. */
    Optional<Hold> hold() {
        return get(namespace, NAME).map(there -> Hold.of(Objects.requireNonNullElse(there.getData(), Map.of())));
    }
}
