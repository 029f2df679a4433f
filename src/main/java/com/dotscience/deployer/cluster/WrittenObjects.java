package com.dotscience.deployer.cluster;

import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that this process wrote, by their uids: they are our own even where an admission took out, or replaced, the
 * annotations that say so, or somebody took them out later. Whoever puts another deployer's there later has taken the object.
 * After a restart nobody knows of them, and what bears no mark of ours is left alone. Safe for use by many threads.
 */
final class WrittenObjects {

    /** @param marks whose it was by the API server's answer to the last write */
    private record Written(String uid, Optional<Ownership> marks) {}

    private final Map<String, Map<ObjectKey, Written>> writtenById = new ConcurrentHashMap<>();

    /** The API server returned this to a write for that model deployment. */
    void add(String id, HasMetadata answer) {
        writtenById
                .computeIfAbsent(id, none -> new ConcurrentHashMap<>())
                .put(ObjectKey.of(answer), new Written(answer.getMetadata().getUid(), Ownership.of(answer)));
    }

    /** It was deleted for that model deployment. */
    void remove(String id, HasMetadata object) {
        writtenById.computeIfPresent(id, (same, objects) -> {
            objects.remove(ObjectKey.of(object));
            return objects.isEmpty() ? null : objects;
        });
    }

    /** Where those of a model deployment were. */
    Set<ObjectKey> keysOf(String id) {
        return Set.copyOf(writtenById.getOrDefault(id, Map.of()).keySet());
    }

    boolean has(String id, HasMetadata object) {
        Written known = writtenById.getOrDefault(id, Map.of()).get(ObjectKey.of(object));
        Optional<Ownership> marks = Ownership.of(object);
        return known != null
                && known.uid != null
                && known.uid.equals(object.getMetadata().getUid())
                && (marks.isEmpty() || marks.equals(known.marks));
    }
}
