package com.dotscience.deployer.cluster;

import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that this process wrote, by their uids. They are our own even where an admission took out or replaced the annotations
 * that say so, or somebody took them out later. Once somebody puts another deployer's annotations there, the object is that
 * deployer's. A restart forgets all of this: what has no annotation of ours then is left alone. Thread-safe.
 */
final class WrittenObjects {

    /** @param owner whose it was by the API server's answer to the last write */
    private record Written(String uid, Optional<Ownership> owner) {}

    private final Map<String, Map<ObjectKey, Written>> writtenById = new ConcurrentHashMap<>();

    /** Keeps what the API server returned to a write for that model deployment. */
    void add(String id, HasMetadata answer) {
        writtenById
                .computeIfAbsent(id, none -> new ConcurrentHashMap<>())
                .put(ObjectKey.of(answer), new Written(answer.getMetadata().getUid(), Ownership.of(answer)));
    }

    /** Forgets an object that was deleted for that model deployment. */
    void remove(String id, HasMetadata object) {
        writtenById.computeIfPresent(id, (same, objects) -> {
            objects.remove(ObjectKey.of(object));
            return objects.isEmpty() ? null : objects;
        });
    }

    /** The keys of those that were written for a model deployment. */
    Set<ObjectKey> keysOf(String id) {
        return Set.copyOf(writtenById.getOrDefault(id, Map.of()).keySet());
    }

    /** Whether this object was written for that model deployment, and nobody has taken it since. */
    boolean has(String id, HasMetadata object) {
        Written known = writtenById.getOrDefault(id, Map.of()).get(ObjectKey.of(object));
        Optional<Ownership> owner = Ownership.of(object);
        return known != null
                && known.uid != null
                && known.uid.equals(object.getMetadata().getUid())
                && (owner.isEmpty() || owner.equals(known.owner));
    }
}
