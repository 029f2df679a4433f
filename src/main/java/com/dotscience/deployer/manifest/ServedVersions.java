package com.dotscience.deployer.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * The versions in which a cluster serves the optional kinds of object.
 *
 * @param byKind by the name of a kind, such as {@code policy/v1} for a PodDisruptionBudget; no object is made of a kind that is not
 *     here
 */
public record ServedVersions(Map<String, String> byKind) {

    /** No optional kind can be made. */
    public static final ServedVersions NONE = new ServedVersions(Map.of());

    public ServedVersions {
        byKind = Map.copyOf(byKind);
    }

    Optional<String> of(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
