package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/**
 * The name of an object in the cluster. No two objects have the same key at the same time; their uids tell apart those that
 * have it one after another. Keys are ordered by their texts, so that plans are always in the same order.
 */
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.<ObjectKey, String>comparing(
                    key -> key.kind.toString())
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    /**
     * Returns the key of an object.
     *
     * @throws IllegalArgumentException if a model deployment has no object of that kind
     */
    public static ObjectKey of(HasMetadata object) {
        return new ObjectKey(
                Kind.of(object),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    /** Returns {@code namespace/name}, which names the object where its kind is known. */
    public String path() {
        return namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** Describes the object in words, as in {@code Deployment default/ds-roadsigns1-0ddb4984}. */
    @Override
    public String toString() {
        return kind + " " + path();
    }
}
