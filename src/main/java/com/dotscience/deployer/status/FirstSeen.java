package com.dotscience.deployer.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Since when the deployer has seen things run. It goes by its own clock where it saw them come, since those of nodes may be
 * wrong; what ran when it looked for the first time has run since when Kubernetes says. Safe for use by many threads.
 */
final class FirstSeen {

    private final Map<String, Map<String, Instant>> sinceById = new ConcurrentHashMap<>();

    /**
     * Takes in what of a model deployment runs now; what does no longer is forgotten.
     *
     * @return since when, by {@link Run#key}
     */
    Map<String, Instant> look(String id, Collection<Run> runs, Instant now) {
        return sinceById.compute(
                id,
                (same, before) -> runs.stream()
                        .collect(Collectors.toMap(Run::key, run -> since(run, before, now), (one, other) -> one)));
    }

    void forget(String id) {
        sinceById.remove(id);
    }

    private static Instant since(Run run, Map<String, Instant> before, Instant now) {
        if (before != null) {
            return before.getOrDefault(run.key(), now);
        }
        return run.startedAt().isBefore(now) ? run.startedAt() : now;
    }
}
