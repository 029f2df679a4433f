package com.dotscience.deployer.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When the deployer first saw each container run. It uses its own clock for containers that it saw start, because the clocks of
 * nodes may be wrong; for those that ran before it looked, it uses the time that Kubernetes reports. Safe for use by many
 * threads.
 */
final class FirstSeen {

    private final Map<String, Map<String, Instant>> sinceById = new ConcurrentHashMap<>();

    /**
     * Records which containers of a model deployment run now, and forgets those that run no longer.
     *
     * @param runs what Kubernetes reports as running now
     * @return since when each has been running, by {@link ReportedRun#key}
     */
    Map<String, Instant> look(String id, Collection<ReportedRun> runs, Instant now) {
        return sinceById.compute(
                id,
                (same, before) -> runs.stream()
                        .collect(Collectors.toMap(
                                ReportedRun::key, run -> since(run, before, now), (one, other) -> one)));
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
