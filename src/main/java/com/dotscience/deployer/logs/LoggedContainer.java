package com.dotscience.deployer.logs;

import com.dotscience.api.LogsRequest;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container of a pod. It tells whether there is a log to read, because the API server refuses a request for one that
 * does not exist yet.
 *
 * @param name {@code model} or {@code proxy}
 */
record LoggedContainer(Pod pod, String name) {

    static String nameOf(LogsRequest.Container container) {
        return container == LogsRequest.Container.PROXY ? "proxy" : "model";
    }

    String podName() {
        return pod.getMetadata().getName();
    }

    /** Returns a key that differs between two runs of the container. */
    String run() {
        return pod.getMetadata().getUid() + "/"
                + status().map(ContainerStatus::getRestartCount).orElse(0);
    }

    boolean isRunning() {
        return !pod.isMarkedForDeletion()
                && status().map(ContainerStatus::getState)
                        .filter(state -> state.getRunning() != null)
                        .isPresent();
    }

    /** Returns a sentence that says why the container has no log; empty if it has one. */
    Optional<String> whyNoLog() {
        boolean exists = pod.getSpec().getContainers().stream().anyMatch(container -> name.equals(container.getName()));
        if (!exists) {
            return Optional.of("pod " + podName() + " has no container " + name
                    + (name.equals("proxy") ? ": this model deployment has no model-proxy" : ""));
        }
        if (status().filter(LoggedContainer::hasRun).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("container " + name + " of pod " + podName() + " has not started" + reason());
    }

    // The kubelet decides likewise: a container that waits for its restart still has the log of its last run.
    private static boolean hasRun(ContainerStatus status) {
        return Stream.of(Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
                .flatMap(Optional::stream)
                .anyMatch(state -> state.getRunning() != null || state.getTerminated() != null);
    }

    private String reason() {
        Optional<ContainerStateWaiting> waiting =
                status().map(ContainerStatus::getState).map(ContainerState::getWaiting);
        if (waiting.isPresent() && waiting.get().getReason() != null) {
            String message = waiting.get().getMessage();
            return ": " + waiting.get().getReason() + (message == null ? "" : " (" + message + ")");
        }
        return podStatus()
                .flatMap(status -> status.getConditions().stream()
                        .filter(condition -> "PodScheduled".equals(condition.getType())
                                && "False".equals(condition.getStatus())
                                && condition.getMessage() != null)
                        .findFirst())
                .map(condition -> ": " + condition.getMessage())
                .orElse(" yet");
    }

    private Optional<ContainerStatus> status() {
        return podStatus()
                .flatMap(status -> status.getContainerStatuses().stream()
                        .filter(container -> name.equals(container.getName()))
                        .findFirst());
    }

    private Optional<PodStatus> podStatus() {
        return Optional.ofNullable(pod.getStatus());
    }
}
