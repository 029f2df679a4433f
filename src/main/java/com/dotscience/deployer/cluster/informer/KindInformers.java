package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The informers on one kind, one for each scope: see {@link Namespaces}.
 *
 * @param <T> the kind
 */
final class KindInformers<T extends HasMetadata> {

    private final Namespaces namespaces;
    private final Class<T> type;
    private final Map<String, ObjectInformer<T>> byScope;

    /**
     * @param failures by what an informer is on, what follows when it fails
     * @param changed as {@link ObjectInformer} has it
     */
    KindInformers(
            KubernetesClient client,
            Namespaces namespaces,
            InformerConfiguration<T> configuration,
            Function<String, ExceptionHandler> failures,
            BiConsumer<T, T> changed) {
        this.namespaces = namespaces;
        this.type = configuration.type();
        this.byScope = namespaces.scopes().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), scope -> {
            FilterWatchListDeletable<T, ?, ?> source =
                    namespaces.in(scope, client.resources(type)).withLabelSelector(configuration.labelSelector());
            return new ObjectInformer<>(source, configuration, failures.apply(describe(scope)), changed);
        }));
    }

    Collection<ObjectInformer<T>> all() {
        return byScope.values();
    }

    /** Makes the connection count as lost while one of them does not watch: without them the deployer is blind. */
    void monitoredBy(ApiServerConnection connection) {
        byScope.forEach((scope, informer) -> connection.monitor(describe(scope), informer::isWatching));
    }

    /** Empty if that namespace is not observed. */
    Optional<ObjectInformer<T>> in(String namespace) {
        return Optional.ofNullable(byScope.get(namespaces.scopeOf(namespace)));
    }

    long relists() {
        return all().stream().mapToLong(ObjectInformer::relists).sum();
    }

    Stream<T> indexed(String index, String value) {
        return all().stream().flatMap(informer -> informer.indexed(index, value).stream());
    }

    private String describe(String scope) {
        return HasMetadata.getPlural(type) + " " + namespaces.describe(scope);
    }
}
