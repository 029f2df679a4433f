package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which objects of a kind an informer keeps, what of them, and by what they are found.
 *
 * @param labels what the API server selects by
 * @param kept what is kept of that, since labels alone may belong to anybody
 * @param slim takes out of an object what nobody reads, before it is kept
 * @param <T> the kind
 */
record Interest<T extends HasMetadata>(
        Class<T> type,
        LabelSelector labels,
        Map<String, Function<T, List<String>>> indexers,
        Predicate<T> kept,
        Consumer<T> slim) {

    /** All that the API server selects, whole but for {@code managedFields}: they are often half of an object. */
    static <T extends HasMetadata> Interest<T> in(
            Class<T> type, LabelSelector labels, Map<String, Function<T, List<String>>> indexers) {
        return new Interest<>(
                type,
                labels,
                indexers,
                object -> true,
                object -> object.getMetadata().setManagedFields(null));
    }
}
