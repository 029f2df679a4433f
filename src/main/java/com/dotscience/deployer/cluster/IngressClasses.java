package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The IngressClasses of the cluster. A deployer may do without them: an Ingress then names its class in the old annotation.
 * One that is limited to some namespaces does not ask for them, since they are in none.
 */
final class IngressClasses {

    private final KubernetesClient client;
    private final Dispensable failures;
    private volatile ObjectInformer<IngressClass> informer;
    private volatile boolean readable;
    private volatile boolean refused;

    IngressClasses(KubernetesClient client, Connection connection) {
        this.client = client;
        this.failures = new Dispensable(
                connection,
                "IngressClasses",
                "Ingresses name their class in the annotation kubernetes.io/ingress.class");
        this.informer = informer();
    }

    private ObjectInformer<IngressClass> informer() {
        return new ObjectInformer<>(
                client.resources(IngressClass.class),
                Interest.in(IngressClass.class, new LabelSelector(), Map.of()),
                failures,
                (before, after) -> {});
    }

    /** Completes when they are known, or known not to be readable; never fails. */
    CompletionStage<Void> start() {
        return informer.start().handle((done, failure) -> {
            readable = failure == null;
            refused = failure != null;
            failures.settled();
            return null;
        });
    }

    /** Where they could not be read: somebody may have allowed it since. */
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

    long relists() {
        return informer.relists();
    }

    /** Their names; empty if they cannot be read. */
    Optional<Set<String>> names() {
        return readable ? Optional.of(Set.copyOf(informer.keys())) : Optional.empty();
    }
}
