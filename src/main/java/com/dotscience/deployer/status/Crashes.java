package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from the containers of a pod how they ended and how often they were restarted. */
final class Crashes {

    /** From the second restart on the kubelet waits longer and longer before it tries again. */
    private static final int LOOPS_FROM = 2;

    /** What ran for so long before it ended is no loop: the kubelet too begins anew with the shortest wait. */
    private static final Duration LONG_RUN = Duration.ofMinutes(10);

    /** The kubelet's waits: twice the last, from the first to the longest. */
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
    private static final int RESTARTS_TO_LONGEST = 6;

    static final String CAUSE = "crash";

    private Crashes() {}

    /** Whether it waits, runs again or has just ended: between two crashes it is no better than after one. */
    static Optional<Trouble> crashing(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(status, end)))
                .findFirst();
    }

    /**
     * What has come up again after it ended, and is not to be believed yet, whatever its readiness probe says: it has to stay
     * up, and for longer than the last time.
     */
    static Optional<Trouble> unproven(Pod pod, Uptimes uptimes) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> provenAt(pod, status, uptimes).isPresent())
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(status, end)))
                .findFirst();
    }

    /** When the first of those will have stayed up for long enough. */
    static Optional<Instant> provenAt(Pod pod, Uptimes uptimes) {
        return pod.getStatus().getContainerStatuses().stream()
                .flatMap(status -> provenAt(pod, status, uptimes).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Instant> provenAt(Pod pod, ContainerStatus status, Uptimes uptimes) {
        return lastEnd(status).flatMap(end -> uptimes.until(pod, status, proof(status, end, uptimes.settling())));
    }

    /** How long it has to run this time. */
    private static Duration proof(ContainerStatus status, ContainerStateTerminated end, Duration settling) {
        Optional<Duration> lastRun = lastRun(end).filter(length -> length.compareTo(LONG_RUN) < 0);
        if (lastRun.isEmpty()) {
            return settling;
        }
        Duration longer = lastRun.get().plus(settling);
        Duration proof =
                isLoop(status, end) && nextBackOff(status).compareTo(longer) > 0 ? nextBackOff(status) : longer;
        return proof.compareTo(LONGEST_BACK_OFF) < 0 ? proof : LONGEST_BACK_OFF;
    }

    private static Duration nextBackOff(ContainerStatus status) {
        int doublings = Math.min(restarts(status), RESTARTS_TO_LONGEST) - 1;
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
    }

    private static Optional<Duration> lastRun(ContainerStateTerminated end) {
        return ReportedRun.time(end.getStartedAt())
                .flatMap(start -> ReportedRun.time(end.getFinishedAt()).map(finish -> Duration.between(start, finish)));
    }

    /** How a container ended the last time and how often it was started again, for people; empty if it never was. */
    static Optional<String> restarts(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> restarts(status) > 0)
                .flatMap(status -> lastEnd(status).stream()
                        .map(end -> "Container " + status.getName() + " of pod "
                                + pod.getMetadata().getName() + " has restarted " + times(status) + ", last "
                                + (end.getFinishedAt() == null ? "" : "at " + end.getFinishedAt() + " ")
                                + "after it " + ending(end)))
                .findFirst();
    }

    private static Trouble crash(ContainerStatus status, ContainerStateTerminated end) {
        boolean outOfMemory = "OOMKilled".equals(end.getReason());
        return new Trouble(
                "Container " + status.getName() + " " + ending(end)
                        + (restarts(status) == 0 ? "" : " and has restarted " + times(status)) + ": "
                        + (outOfMemory ? "allow it more memory, or deploy a smaller model" : "read its log"),
                waitingReason(status).equals("CrashLoopBackOff") || isLoop(status, end));
    }

    private static boolean isLoop(ContainerStatus status, ContainerStateTerminated end) {
        return restarts(status) >= LOOPS_FROM
                && lastRun(end)
                        .filter(length -> length.compareTo(LONG_RUN) >= 0)
                        .isEmpty();
    }

    private static String ending(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason())
                ? "ran out of memory (OOMKilled)"
                : "ended with exit code " + end.getExitCode();
    }

    private static String times(ContainerStatus status) {
        return restarts(status) == 1 ? "once" : restarts(status) + " times";
    }

    private static int restarts(ContainerStatus status) {
        return status.getRestartCount() == null ? 0 : status.getRestartCount();
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
