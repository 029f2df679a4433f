package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The informers on one kind, one for each scope.
 *
 * @param <T> the kind
 */
final class KindInformers<T extends HasMetadata> {

    private final Namespaces namespaces;
    private final Map<String, ObjectInformer<T>> byScope;

    /**
     * @param labels that an object must have to be observed
     */
    KindInformers(
            KubernetesClient client,
            Namespaces namespaces,
            Class<T> type,
            Map<String, String> labels,
            Map<String, Function<T, List<String>>> indexers,
            Connection connection,
            BiConsumer<T, T> changed) {
        this.namespaces = namespaces;
        this.byScope = namespaces.scopes().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), scope -> {
            String what = HasMetadata.getPlural(type) + " " + namespaces.describe(scope);
            FilterWatchListDeletable<T, ?, ?> source =
                    namespaces.in(scope, client.resources(type)).withLabels(labels);
            var informer = new ObjectInformer<>(source, indexers, connection.retry(what), changed);
            connection.lookAfter(what, informer::isWatching);
            return informer;
        }));
    }

    Collection<ObjectInformer<T>> all() {
        return byScope.values();
    }

    /** Empty if that namespace is not observed. */
    Optional<ObjectInformer<T>> in(String namespace) {
        return Optional.ofNullable(byScope.get(namespaces.scopeOf(namespace)));
    }

    Stream<T> indexed(String index, String value) {
        return all().stream().flatMap(informer -> informer.indexed(index, value).stream());
    }
}
