package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One informer: it keeps the objects of one kind, in one namespace or in all, and knows how far it has come.
 *
 * @param <T> the kind
 */
public final class ObjectInformer<T extends HasMetadata> {

    /** The store is not replayed periodically: the resync route plans everything anyway. */
    private static final long NO_RESYNC = 0;

    /**
     * How many objects one answer to a list holds. An answer is read whole before its objects are slimmed, so that a large fleet in
     * one answer would take more memory for a moment than it takes for good.
     */
    private static final long LIST_PAGE = 250;

    private final TransformingStore<T> store;
    private final SharedIndexInformer<T> informer;
    private final LongAccumulator seen = new LongAccumulator(Math::max, 0);

    /**
     * @param changed called after the store has changed, with the object before (null if it is new) and after (null if
     *     it is gone)
     */
    ObjectInformer(
            Informable<T> source,
            InformerConfiguration<T> configuration,
            ExceptionHandler failures,
            BiConsumer<T, T> changed) {
        this.store = new TransformingStore<>(configuration.transform());
        this.informer = source.withLimit(LIST_PAGE)
                .runnableInformer(NO_RESYNC)
                .itemStore(store)
                .removeNamespaceIndex()
                .addIndexers(configuration.indexers())
                .exceptionHandler(failures)
                .addEventHandler(new Changes(changed));
    }

    /** Completes when the first list is in the store and the watch stands; never fails unless told to by {@code failures}. */
    CompletionStage<Void> start() {
        store.lists.set(0);
        return informer.start();
    }

    void stop() {
        informer.stop();
    }

    /** How often it has listed everything again after its first list, because it could not go on from where its watch ended. */
    long relists() {
        return Math.max(0, store.lists.get() - 1);
    }

    boolean isWatching() {
        return informer.isWatching();
    }

    /** The highest resourceVersion it has seen; its store shows the objects as they were then, or newer. */
    public long lastSeenResourceVersion() {
        seen.accumulate(ResourceVersion.parse(informer.lastSyncResourceVersion()));
        return seen.get();
    }

    /** The object as the store has it; empty if there is none of that name. */
    public Optional<T> get(String namespace, String name) {
        return Optional.ofNullable(informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    }

    /** The store takes an updated object out of its index and puts it in again under this lock; a reader without the lock misses it in between. */
    List<T> indexed(String index, String value) {
        synchronized (informer.getIndexer()) {
            return informer.getIndexer().byIndex(index, value);
        }
    }

    /** All objects, as the store has them. */
    Stream<T> objects() {
        return keys().stream().map(informer.getStore()::getByKey).filter(Objects::nonNull);
    }

    /** The keys of all objects: {@code namespace/name}, or the name alone of what is in no namespace. */
    List<String> keys() {
        return informer.getStore().listKeys();
    }

    /** Keeps of objects only what is read, and counts the lists that were put in. */
    private static final class TransformingStore<T extends HasMetadata> extends BasicItemStore<T> {

        private final Consumer<T> transform;
        private final AtomicLong lists = new AtomicLong();

        TransformingStore(Consumer<T> transform) {
            super(Cache::metaNamespaceKeyFunc);
            this.transform = transform;
        }

        @Override
        public T put(String key, T object) {
            transform.accept(object);
            return super.put(key, object);
        }

        /** Counts a list: the informer compares the store with each list at its end, and nobody else asks for all values. */
        @Override
        public Stream<T> values() {
            lists.incrementAndGet();
            return super.values();
        }
    }

    private final class Changes implements ResourceEventHandler<T> {

        private final BiConsumer<T, T> changed;

        Changes(BiConsumer<T, T> changed) {
            this.changed = changed;
        }

        @Override
        public void onAdd(T added) {
            notify(null, added);
        }

        @Override
        public void onUpdate(T before, T after) {
            notify(before, after);
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            notify(deleted, null);
        }

        /** The versions of objects count too, since the last one that the informer tells may fall: the mock server's does after a deletion. */
        private void notify(T before, T after) {
            seen.accumulate(ResourceVersion.of(after == null ? before : after));
            changed.accept(before, after);
        }
    }
}
