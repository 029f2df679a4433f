package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The informers on the objects of an optional kind in one version. They are replaced as one, so that nobody sees objects of two versions.
 *
 * @param byScope see {@link Namespaces}
 */
record VersionInformers(OptionalVersion<?> version, Map<String, OptionalInformer<?>> byScope) {

    /** Completes when all objects are known, or known not to be readable; never fails. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(all().stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    void stop() {
        all().forEach(OptionalInformer::stop);
    }

    Collection<OptionalInformer<?>> all() {
        return byScope.values();
    }

    Optional<OptionalInformer<?>> in(String scope) {
        return Optional.ofNullable(byScope.get(scope));
    }

    Stream<HasMetadata> indexed(String index, String value) {
        return all().stream()
                .flatMap(informer -> informer.whereReadable().stream())
                .flatMap(informer -> informer.indexed(index, value).stream());
    }

    /** Whether these are readable wherever the others are. */
    boolean showAsMuchAs(VersionInformers others) {
        return byScope.entrySet().stream()
                .allMatch(entry -> entry.getValue().isReadable()
                        || !others.byScope.get(entry.getKey()).isReadable());
    }
}
