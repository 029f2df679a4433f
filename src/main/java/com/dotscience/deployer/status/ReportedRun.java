package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a container, from its start to its end, as Kubernetes reports it. Where pods cannot be read, one run stands for a
 * whole rollout. Each start begins a new run, because how long it has lasted shows whether it is likely to stay up.
 *
 * @param key differs from that of every other run of the same model deployment
 * @param startedAt by the clock of a node, or of the Deployment controller
 */
record ReportedRun(String key, Instant startedAt) {

    /** Returns the runs of all containers of a pod that are running. */
    static Stream<ReportedRun> of(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream().flatMap(status -> of(pod, status).stream());
    }

    /** Returns the run of one container; empty if it is not running. */
    static Optional<ReportedRun> of(Pod pod, ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .flatMap(running -> time(running.getStartedAt()))
                .map(at -> new ReportedRun(
                        pod.getMetadata().getName() + "/" + pod.getMetadata().getUid() + "/" + status.getName() + "/"
                                + status.getRestartCount(),
                        at));
    }

    /** Reads a time as Kubernetes writes it; empty if the text is missing or is no time. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text).map(at -> OffsetDateTime.parse(at).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
