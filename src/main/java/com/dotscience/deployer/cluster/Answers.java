package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the API server said to us directly and the informers do not show yet (R5). At most one entry for an object; each
 * is dropped by an exact rule as soon as the informer knows as much, so that nothing lives on here that is gone there.
 */
final class Answers {

    private enum Said {
        /** Returned, and the informer will show it: valid until the informer has seen its resourceVersion. */
        IS_SO,
        /** Returned, but not matched by the selector: valid until the informer shows a newer object in its place. */
        IS_OUTSIDE,
        /** Deleted: the uid is hidden until the informer has seen it and shows it no more. */
        IS_GONE
    }

    private record Entry(HasMetadata object, Said said) {

        String uid() {
            return object.getMetadata().getUid();
        }

        long version() {
            return ResourceVersion.of(object);
        }

        boolean isSucceededBy(Entry other) {
            return other.version() >= version()
                    || (other.said == Said.IS_GONE && other.uid().equals(uid()));
        }
    }

    private final Map<ObjectKey, Entry> entries = new HashMap<>();
    private final Map<String, Set<ObjectKey>> keysById = new HashMap<>();

    /**
     * @param watched whether an informer will show this object
     */
    synchronized void returned(HasMetadata object, boolean watched) {
        put(new Entry(object, watched ? Said.IS_SO : Said.IS_OUTSIDE));
    }

    synchronized void gone(HasMetadata object) {
        put(new Entry(object, Said.IS_GONE));
    }

    synchronized void forgetOutsider(ObjectKey key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.said == Said.IS_OUTSIDE) {
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
        return switch (entry.said) {
            case IS_SO -> entry.version() <= seen ? superseded(key, stored) : entry.object;
            case IS_OUTSIDE ->
                stored != null && ResourceVersion.of(stored) >= entry.version()
                        ? superseded(key, stored)
                        : entry.object;
            case IS_GONE -> withoutTheGone(key, entry, seen, stored);
        };
    }

    private HasMetadata withoutTheGone(ObjectKey key, Entry gone, long seen, HasMetadata stored) {
        if (stored != null && gone.uid().equals(stored.getMetadata().getUid())) {
            return null;
        }
        return gone.version() <= seen ? superseded(key, stored) : stored;
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
        Marks.id(entry.object)
                .ifPresent(id ->
                        keysById.computeIfAbsent(id, any -> new HashSet<>()).add(key));
    }

    private void drop(ObjectKey key) {
        Entry dropped = entries.remove(key);
        if (dropped != null) {
            Marks.id(dropped.object).ifPresent(id -> keysById.computeIfPresent(id, (same, keys) -> without(keys, key)));
        }
    }

    private static Set<ObjectKey> without(Set<ObjectKey> keys, ObjectKey key) {
        keys.remove(key);
        return keys.isEmpty() ? null : keys;
    }
}
