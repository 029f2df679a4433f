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
 * One run of a container, from a start to its end; or, where pods cannot be read, of a whole rollout.
 *
 * @param key tells it from every other of the same model deployment
 * @param startedAt by the clock of a node, or of the deployment controller
 */
record ReportedRun(String key, Instant startedAt) {

    /** Those of all containers of a pod that run. */
    static Stream<ReportedRun> of(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream().flatMap(status -> of(pod, status).stream());
    }

    /** Empty if it does not run. */
    static Optional<ReportedRun> of(Pod pod, ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .flatMap(running -> time(running.getStartedAt()))
                .map(at -> new ReportedRun(
                        pod.getMetadata().getName() + "/" + pod.getMetadata().getUid() + "/" + status.getName() + "/"
                                + status.getRestartCount(),
                        at));
    }

    /** A time as Kubernetes writes it; empty if there is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text).map(at -> OffsetDateTime.parse(at).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
