package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which objects of a kind an informer keeps, what of them, and by what they are found.
 *
 * @param labelSelector what the API server selects by
 * @param indexers by the name of an index, under which values it finds an object
 * @param transform takes out of an object what nobody reads, before it is kept
 * @param <T> the kind
 */
record InformerConfiguration<T extends HasMetadata>(
        Class<T> type,
        LabelSelector labelSelector,
        Map<String, Function<T, List<String>>> indexers,
        Consumer<T> transform) {

    /** Keeps objects whole but for {@code managedFields}, which are often half of an object. */
    InformerConfiguration(Class<T> type, LabelSelector labelSelector, Map<String, Function<T, List<String>>> indexers) {
        this(type, labelSelector, indexers, object -> object.getMetadata().setManagedFields(null));
    }

    /** Of all objects of a kind, which nobody looks for but by their names. */
    static <T extends HasMetadata> InformerConfiguration<T> ofAll(Class<T> type) {
        return new InformerConfiguration<>(type, new LabelSelector(), Map.of());
    }
}
