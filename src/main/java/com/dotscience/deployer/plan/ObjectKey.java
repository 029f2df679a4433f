package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/**
 * Which object of the cluster is meant. No two objects have the same key at one time; the uid tells apart those that have it one
 * after another. Keys are ordered as their texts are.
 */
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.<ObjectKey, String>comparing(
                    key -> key.kind.toString())
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    /** @throws IllegalArgumentException if a model deployment has no object of that kind */
    public static ObjectKey of(HasMetadata object) {
        return new ObjectKey(
                Kind.of(object),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    /** {@code namespace/name}: which object is meant where the kind is known. */
    public String path() {
        return namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** In words: {@code Deployment default/ds-roadsigns1-0ddb4984}. */
    @Override
    public String toString() {
        return kind + " " + path();
    }
}
