package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.stream.Stream;

/** What containers of a pod say of how they ended and were started again. */
final class Crashes {

    /** From the second restart on the kubelet waits longer and longer before it tries again. */
    private static final int LOOPS_FROM = 2;

    private Crashes() {}

    /** Whether it waits, runs again or has just ended: between two crashes it is no better than after one. */
    static Optional<Trouble> crashing(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(status, end)))
                .findFirst();
    }

    /** How a container ended the last time and how often it was started again, for people; empty if it never was. */
    static Optional<String> restarts(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> status.getRestartCount() != null && status.getRestartCount() > 0)
                .flatMap(status -> lastEnd(status).stream()
                        .map(end -> "Container " + status.getName() + " of pod "
                                + pod.getMetadata().getName() + " has restarted " + times(status) + ", last "
                                + (end.getFinishedAt() == null ? "" : "at " + end.getFinishedAt() + " ")
                                + "after it " + ending(end)))
                .findFirst();
    }

    private static Trouble crash(ContainerStatus status, ContainerStateTerminated end) {
        boolean outOfMemory = "OOMKilled".equals(end.getReason());
        boolean loops = waitingReason(status).equals("CrashLoopBackOff")
                || status.getRestartCount() != null && status.getRestartCount() >= LOOPS_FROM;
        return new Trouble(
                "Container " + status.getName() + " " + ending(end) + " and has restarted " + times(status) + ": "
                        + (outOfMemory ? "allow it more memory, or deploy a smaller model" : "read its log"),
                loops);
    }

    private static String ending(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason())
                ? "ran out of memory (OOMKilled)"
                : "ended with exit code " + end.getExitCode();
    }

    private static String times(ContainerStatus status) {
        int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
        return restarts == 1 ? "once" : restarts + " times";
    }

    private static Optional<ContainerStateTerminated> lastEnd(ContainerStatus status) {
        return Stream.of(Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
                .flatMap(state -> state.map(ContainerState::getTerminated).stream())
                .filter(end -> end.getExitCode() == null || end.getExitCode() != 0 || isModel(status))
                .findFirst();
    }

    /** An init container that ended well is done; a model that ends well serves no more than one that does not. */
    private static boolean isModel(ContainerStatus status) {
        return "model".equals(status.getName());
    }

    private static String waitingReason(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .map(ContainerStateWaiting::getReason)
                .orElse("");
    }
}
