package com.dotscience.deployer.cluster;

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
 * The informers on one kind, one for each scope.
 *
 * @param <T> the kind
 */
final class KindInformers<T extends HasMetadata> {

    private final Namespaces namespaces;
    private final Class<T> type;
    private final Map<String, ObjectInformer<T>> byScope;

    /**
     * @param failures what to do when an informer fails, by what it is on
     */
    KindInformers(
            KubernetesClient client,
            Namespaces namespaces,
            Interest<T> interest,
            Function<String, ExceptionHandler> failures,
            BiConsumer<T, T> changed) {
        this.namespaces = namespaces;
        this.type = interest.type();
        this.byScope = namespaces.scopes().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), scope -> {
            FilterWatchListDeletable<T, ?, ?> source =
                    namespaces.in(scope, client.resources(type)).withLabelSelector(interest.labels());
            return new ObjectInformer<>(source, interest, failures.apply(describe(scope)), changed);
        }));
    }

    Collection<ObjectInformer<T>> all() {
        return byScope.values();
    }

    /** Lets the connection look after all of them: without them the deployer is blind. */
    void lookedAfterBy(Connection connection) {
        byScope.forEach((scope, informer) -> connection.lookAfter(describe(scope), informer::isWatching));
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
