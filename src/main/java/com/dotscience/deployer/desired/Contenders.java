package com.dotscience.deployer.desired;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers what sources want of ids that belong to another source, so that each of them can be told. */
final class Contenders {

    private final Map<String, Map<String, Deployment>> byId = new HashMap<>();

    /** Returns whether that is news. */
    boolean add(String id, String source, Deployment wanted) {
        return !wanted.equals(byId.computeIfAbsent(id, any -> new HashMap<>()).put(source, wanted));
    }

    /** Returns whether the source wanted something of the id until now. */
    boolean remove(String id, String source) {
        Map<String, Deployment> sources = byId.get(id);
        if (sources == null || sources.remove(source) == null) {
            return false;
        }
        if (sources.isEmpty()) {
            byId.remove(id);
        }
        return true;
    }

    /** Forgets what the source of a complete list does not want any more; returns those ids. */
    Set<String> keepOnly(Snapshot list) {
        if (byId.isEmpty()) {
            return Set.of();
        }
        Set<String> gone = new HashSet<>(byId.keySet());
        list.wanted().forEach(wanted -> gone.remove(wanted.getId()));
        gone.removeIf(id -> !remove(id, list.source()));
        return gone;
    }

    Optional<Deployment> of(String id, String source) {
        return Optional.ofNullable(byId.get(id)).map(sources -> sources.get(source));
    }
}
