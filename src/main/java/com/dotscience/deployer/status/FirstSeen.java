package com.dotscience.deployer.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When the deployer first saw each container run. It uses its own clock for those that it saw start, because the clocks of
 * nodes may be wrong; for those that ran already, it uses the time that Kubernetes gives. Safe for use by many threads.
 */
final class FirstSeen {

    private final Map<String, Map<String, Instant>> sinceById = new ConcurrentHashMap<>();

    /**
     * Takes in what of a model deployment runs now; what does no longer is forgotten.
     *
     * @return since when, by {@link ReportedRun#key}
     */
    Map<String, Instant> look(String id, Collection<ReportedRun> runs, Instant now) {
        return sinceById.compute(
                id,
                (same, before) -> runs.stream()
                        .collect(Collectors.toMap(ReportedRun::key, run -> since(run, before, now), (one, other) -> one)));
    }

    void forget(String id) {
        sinceById.remove(id);
    }

    private static Instant since(ReportedRun run, Map<String, Instant> before, Instant now) {
        if (before != null) {
            return before.getOrDefault(run.key(), now);
        }
        return run.startedAt().isBefore(now) ? run.startedAt() : now;
    }
}
