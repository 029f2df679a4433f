package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Since when what runs has been running, as it is known at one moment.
 *
 * @param now that moment
 * @param settling how long something has to run before it is believed that it stays up
 * @param since by {@link ReportedRun#key}; of what is not there, what Kubernetes says of it counts
 */
record Uptimes(Instant now, Duration settling, Map<String, Instant> since) {

    /** When a container will have run for so long; empty if it has, or does not run. */
    Optional<Instant> until(Pod pod, ContainerStatus status, Duration length) {
        return ReportedRun.of(pod, status).flatMap(run -> until(run, length));
    }

    /** When this will have run for so long; empty if it has. */
    Optional<Instant> until(ReportedRun run, Duration length) {
        return Optional.of(since.getOrDefault(run.key(), run.startedAt()).plus(length))
                .filter(end -> end.isAfter(now));
    }
}
