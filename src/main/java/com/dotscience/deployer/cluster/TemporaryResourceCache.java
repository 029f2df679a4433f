package com.dotscience.deployer.cluster;

import com.dotscience.deployer.cluster.informer.OwnerMetadata;
import com.dotscience.deployer.cluster.informer.ResourceVersion;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the API server answered to us directly and the informers do not show yet (R5). It has at most one entry for an object, and
 * drops each by an exact rule as soon as the informer knows as much, so that nothing lives on here that is gone there. Thread-safe.
 */
final class TemporaryResourceCache {

    private enum State {
        /** It was returned, and the informer will show it: it counts until the informer has seen its resourceVersion. */
        WATCHED,
        /** It was returned, but no selector matches it: it counts until the informer shows a newer object in its place. */
        UNWATCHED,
        /** It was deleted: its uid is hidden until the informer has seen it and shows it no more. */
        DELETED
    }

    private record Entry(HasMetadata object, State state) {

        String uid() {
            return object.getMetadata().getUid();
        }

        long version() {
            return ResourceVersion.of(object);
        }

        boolean isSucceededBy(Entry other) {
            return other.version() >= version()
                    || (other.state == State.DELETED && other.uid().equals(uid()));
        }
    }

    private final Map<ObjectKey, Entry> entries = new HashMap<>();
    private final Map<String, Set<ObjectKey>> keysById = new HashMap<>();

    /**
     * Keeps what the API server returned, unless something newer is known.
     *
     * @param watched whether an informer will show this object
     */
    synchronized void put(HasMetadata object, boolean watched) {
        put(new Entry(object, watched ? State.WATCHED : State.UNWATCHED));
    }

    /** Hides what the API server has deleted, by the uid of this version of it. */
    synchronized void delete(HasMetadata object) {
        put(new Entry(object, State.DELETED));
    }

    /** Drops what no informer will ever show. */
    synchronized void dropUnwatched(ObjectKey key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.state == State.UNWATCHED) {
            drop(key);
        }
    }

    synchronized Set<ObjectKey> keysOf(String id) {
        return Set.copyOf(keysById.getOrDefault(id, Set.of()));
    }

    synchronized Set<ObjectKey> keys() {
        return Set.copyOf(entries.keySet());
    }

    /**
     * The object under a key as it is known best.
     *
     * @param seen the highest resourceVersion that the informer had seen before {@code stored} was read
     * @param stored what the informer shows, null if nothing
     * @return null if there is nothing
     */
    synchronized HasMetadata resolve(ObjectKey key, long seen, HasMetadata stored) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return stored;
        }
        return switch (entry.state) {
            case WATCHED -> entry.version() <= seen ? superseded(key, stored) : entry.object;
            case UNWATCHED ->
                stored != null && ResourceVersion.of(stored) >= entry.version()
                        ? superseded(key, stored)
                        : entry.object;
            case DELETED -> withoutTheDeleted(key, entry, seen, stored);
        };
    }

    private HasMetadata withoutTheDeleted(ObjectKey key, Entry deleted, long seen, HasMetadata stored) {
        if (stored != null && deleted.uid().equals(stored.getMetadata().getUid())) {
            return null;
        }
        return deleted.version() <= seen ? superseded(key, stored) : stored;
    }

    private HasMetadata superseded(ObjectKey key, HasMetadata stored) {
        drop(key);
        return stored;
    }

    private void put(Entry entry) {
        ObjectKey key = ObjectKey.of(entry.object);
        Entry present = entries.get(key);
        if (present != null && !present.isSucceededBy(entry)) {
            return;
        }
        drop(key);
        entries.put(key, entry);
        OwnerMetadata.id(entry.object)
                .ifPresent(id ->
                        keysById.computeIfAbsent(id, any -> new HashSet<>()).add(key));
    }

    private void drop(ObjectKey key) {
        Entry dropped = entries.remove(key);
        if (dropped != null) {
            OwnerMetadata.id(dropped.object)
                    .ifPresent(id -> keysById.computeIfPresent(id, (same, keys) -> without(keys, key)));
        }
    }

    private static Set<ObjectKey> without(Set<ObjectKey> keys, ObjectKey key) {
        keys.remove(key);
        return keys.isEmpty() ? null : keys;
    }
}
