package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    private volatile Optional<String> refusal = Optional.empty();

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
            refusal = Optional.ofNullable(failure).map(ApiServerConnection::message);
            failures.startFinished();
            return null;
        });
    }

    /**
     * Starts anew where the objects could not be read; does nothing otherwise.
     *
     * @return completes when it is known whether they can be read now; not at all where nothing was to be done
     */
    final synchronized CompletionStage<Void> retryIfRefused() {
        if (!refused) {
            return new CompletableFuture<>();
        }
        refused = false;
        informer.stop();
        informer = newInformer.get();
        return start();
    }

    /** Why the objects cannot be read, in the API server's words; empty if they can, or if that is not known yet. */
    final Optional<String> refusal() {
        return refusal;
    }

    /** The informer; empty while it does not show all objects. */
    final Optional<ObjectInformer<T>> whereReadable() {
        return readable ? Optional.of(informer) : Optional.empty();
    }

    final synchronized void stop() {
        refused = false;
        informer.stop();
    }

    final boolean isReadable() {
        return readable;
    }

    final long relists() {
        return informer.relists();
    }

    /** Empty if there is none of that name, or it cannot be read. */
    final Optional<T> get(String namespace, String name) {
        return informer.get(namespace, name);
    }

    /** All that are there; none if they cannot be read. */
    final Stream<T> objects() {
        return informer.objects();
    }

    final List<T> indexed(String index, String value) {
        return informer.indexed(index, value);
    }

    /** As {@link ObjectInformer#keys}; empty if they cannot be read. */
    final Optional<Set<String>> keys() {
        return readable ? Optional.of(Set.copyOf(informer.keys())) : Optional.empty();
    }
}
