package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * An informer that a deployer may do without: where its kind may not be read, it shows nothing, and starts anew when it is told
 * that somebody may have allowed it since.
 *
 * @param <T> the kind
 */
class OptionalInformer<T extends HasMetadata> {

    private final OptionalExceptionHandler failures;
    private final Supplier<ObjectInformer<T>> newInformer;
    private volatile ObjectInformer<T> informer;
    private volatile boolean readable;
    private volatile boolean refused;

    /** @param changed as {@link ObjectInformer} has it */
    OptionalInformer(
            Informable<T> source,
            InformerConfiguration<T> configuration,
            OptionalExceptionHandler failures,
            BiConsumer<T, T> changed) {
        this.failures = failures;
        this.newInformer = () -> new ObjectInformer<>(source, configuration, failures, changed);
        this.informer = newInformer.get();
    }

    /** Completes when all objects are known, or known not to be readable; never fails. */
    final CompletionStage<Void> start() {
        return informer.start().handle((done, failure) -> {
            readable = failure == null;
            refused = failure != null;
            failures.startFinished();
            return null;
        });
    }

    /** Starts anew where the objects could not be read; does nothing otherwise. */
    final synchronized void retryIfRefused() {
        if (refused) {
            refused = false;
            informer.stop();
            informer = newInformer.get();
            start();
        }
    }

    final synchronized void stop() {
        refused = false;
        informer.stop();
    }

    final long relists() {
        return informer.relists();
    }

    /** Empty if there is none of that name, or it cannot be read. */
    final Optional<T> get(String namespace, String name) {
        return informer.get(namespace, name);
    }

    /** As {@link ObjectInformer#keys}; empty if they cannot be read. */
    final Optional<Set<String>> keys() {
        return readable ? Optional.of(Set.copyOf(informer.keys())) : Optional.empty();
    }
}
