package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a container that the kubelet ended because it was not ready in time from one that ended by itself. The kubelet says so in
 * an Event only; the pod shows it all the same.
 */
final class SlowStarts {

    /** The exit codes of what is ended by SIGTERM and by SIGKILL. */
    private static final Set<Integer> ENDED_BY_KUBELET = Set.of(143, 137);

    private SlowStarts() {}

    /** Returns the time that a container had to start, in seconds, if it ended because that was over; else empty. */
    static Optional<Integer> limit(Pod pod, String container, ContainerStateTerminated end) {
        return pod.getSpec().getContainers().stream()
                .filter(made -> made.getName().equals(container))
                .flatMap(made -> Optional.ofNullable(made).map(Container::getStartupProbe).stream())
                .filter(probe -> probe.getPeriodSeconds() != null && probe.getFailureThreshold() != null)
                .filter(probe -> ENDED_BY_KUBELET.contains(end.getExitCode())
                        && lastedFor(end, probe)
                        && wasNeverReady(pod, end))
                .map(probe -> probe.getPeriodSeconds() * probe.getFailureThreshold())
                .findFirst();
    }

    /** The first check comes at the start, so that the last one fails a period before the time is over. */
    private static boolean lastedFor(ContainerStateTerminated end, Probe probe) {
        int shortest = probe.getPeriodSeconds() * (probe.getFailureThreshold() - 1);
        return time(end.getStartedAt())
                .flatMap(
                        start -> time(end.getFinishedAt()).map(finish -> !finish.isBefore(start.plusSeconds(shortest))))
                .orElse(false);
    }

    /** A pod that was ready during that run has become unready after its start. */
    private static boolean wasNeverReady(Pod pod, ContainerStateTerminated end) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready") && "False".equals(condition.getStatus()))
                .flatMap(condition -> time(condition.getLastTransitionTime()).stream())
                .anyMatch(unready -> time(end.getStartedAt())
                        .filter(start -> !unready.isAfter(start))
                        .isPresent());
    }

    private static Optional<Instant> time(String reported) {
        return ReportedRun.time(reported);
    }
}
