package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One version of an optional kind, and the class of its objects.
 *
 * @param apiVersion such as {@code policy/v1}
 * @param lean takes out of an object what nobody reads, before it is kept
 * @param <T> the class
 */
record OptionalVersion<T extends HasMetadata>(String apiVersion, Class<T> type, Consumer<T> lean) {

    /** Makes the informer on the objects of this version in one scope that have the deployers' label. It does not start it. */
    OptionalInformer<T> informer(
            KubernetesClient client,
            Namespaces namespaces,
            String scope,
            OptionalExceptionHandler failures,
            BiConsumer<HasMetadata, HasMetadata> changed) {
        InformerConfiguration<T> configuration = new InformerConfiguration<>(
                type,
                OwnedObjects.LABELLED,
                OwnedObjects.<T>indexers(Map.of(OwnedObjects.BY_ADDRESS, Addresses::of)),
                object -> {
                    object.getMetadata().setManagedFields(null);
                    lean.accept(object);
                });
        return new OptionalInformer<>(
                namespaces.in(scope, client.resources(type)).withLabelSelector(OwnedObjects.LABELLED),
                configuration,
                failures,
                changed::accept);
    }
}
