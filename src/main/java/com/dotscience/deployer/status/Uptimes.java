package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Since when containers have been running, as known at one moment, so that all verdicts of that moment agree.
 *
 * @param now that moment
 * @param settling how long a container has to run before the deployer believes that it stays up
 * @param since when the deployer first saw each run, by {@link ReportedRun#key}; for a run that is missing here, the time that
 *     Kubernetes reports counts
 */
record Uptimes(Instant now, Duration settling, Map<String, Instant> since) {

    /** Returns when a container has run for this long; empty if it has already, or is not running. */
    Optional<Instant> until(Pod pod, ContainerStatus status, Duration length) {
        return ReportedRun.of(pod, status).flatMap(run -> until(run, length));
    }

    /** Returns when this run has lasted this long; empty if it has already. */
    Optional<Instant> until(ReportedRun run, Duration length) {
        return Optional.of(since.getOrDefault(run.key(), run.startedAt()).plus(length))
                .filter(end -> end.isAfter(now));
    }
}
