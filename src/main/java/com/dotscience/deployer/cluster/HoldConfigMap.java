package com.dotscience.deployer.cluster;

import com.dotscience.deployer.plan.Hold;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The ConfigMap by which the cluster's owner holds every write, if there is one. It is watched, so that it counts a moment after it
 * is made. A deployer may do without the right to read it: nothing can be held then, which is said.
 */
final class HoldConfigMap {

    static final String NAME = "dotscience-hold";

    private final KubernetesClient client;
    private final String namespace;
    private final Dispensable failures;
    private volatile ObjectInformer<ConfigMap> informer;
    private volatile boolean refused;

    HoldConfigMap(KubernetesClient client, String namespace, Connection connection) {
        this.client = client;
        this.namespace = namespace;
        this.failures = new Dispensable(
                connection,
                "ConfigMap " + namespace + "/" + NAME,
                "nobody can hold this deployer by it: let its role list and watch that ConfigMap");
        this.informer = informer();
    }

    private ObjectInformer<ConfigMap> informer() {
        return new ObjectInformer<>(
                client.configMaps().inNamespace(namespace).withField("metadata.name", NAME),
                Interest.in(ConfigMap.class, new LabelSelector(), Map.of()),
                failures,
                (before, after) -> {});
    }

    /** Completes when it is known whether there is one, or known not to be readable; never fails. */
    CompletionStage<Void> start() {
        return informer.start().handle((done, failure) -> {
            refused = failure != null;
            failures.settled();
            return null;
        });
    }

    /** Where it could not be read: somebody may have allowed it since. */
    synchronized void askAgain() {
        if (refused) {
            refused = false;
            informer.stop();
            informer = informer();
            start();
        }
    }

    synchronized void stop() {
        refused = false;
        informer.stop();
    }

    /** What it says; empty where there is none. */
    Optional<Hold> hold() {
        return informer.get(namespace, NAME)
                .map(there -> Hold.of(Objects.requireNonNullElse(there.getData(), Map.of())));
    }
}
