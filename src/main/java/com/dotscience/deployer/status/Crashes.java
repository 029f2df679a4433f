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

    /** From this restart on a container crashes in a loop: the kubelet then waits longer and longer before the next one. */
    private static final int LOOPS_FROM = 2;

    /** A container that runs for this long before it ends is in no loop: the kubelet, too, goes back to its shortest wait. */
    private static final Duration LONG_RUN = Duration.ofMinutes(10);

    /**
     * The kubelet waits this long before the first restart and twice as long before each further one, up to the longest wait.
     */
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
    private static final int RESTARTS_TO_LONGEST = 6;

    static final String CAUSE = "crash";

    private Crashes() {}

    /**
     * Finds a container that crashes again and again, whether it waits, runs or has just ended: while it runs between two
     * crashes it is no healthier than after one.
     */
    static Optional<Trouble> crashing(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(pod, status, end)))
                .findFirst();
    }

    /**
     * Finds a container that runs again after it crashed and has not yet run for longer than the last time. Until then the
     * deployer does not believe that it stays up, whatever its readiness probe says.
     */
    static Optional<Trouble> unproven(Pod pod, Uptimes uptimes) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> provenAt(pod, status, uptimes).isPresent())
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(pod, status, end)))
                .findFirst();
    }

    /** Returns when the first of these unproven containers has run for long enough to be believed; empty if there is none. */
    static Optional<Instant> provenAt(Pod pod, Uptimes uptimes) {
        return pod.getStatus().getContainerStatuses().stream()
                .flatMap(status -> provenAt(pod, status, uptimes).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Instant> provenAt(Pod pod, ContainerStatus status, Uptimes uptimes) {
        return lastEnd(status).flatMap(end -> uptimes.until(pod, status, proof(status, end, uptimes.settling())));
    }

    /** Returns how long a container has to run this time before the deployer believes that it stays up. */
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

    /** Says to people how a container ended the last time and how often it was restarted; empty if it never was. */
    static Optional<String> restarts(Pod pod) {
        return PodTroubles.statuses(pod)
                .filter(status -> restarts(status) > 0)
                .flatMap(status -> lastEnd(status).stream()
                        .map(end -> "Container " + status.getName() + " of pod "
                                + pod.getMetadata().getName() + " has restarted " + times(status) + ", last "
                                + (end.getFinishedAt() == null ? "" : "at " + end.getFinishedAt() + " ")
                                + "after it " + ending(pod, status, end)))
                .findFirst();
    }

    private static Trouble crash(Pod pod, ContainerStatus status, ContainerStateTerminated end) {
        return new Trouble(
                "Container " + status.getName() + " " + ending(pod, status, end)
                        + (restarts(status) == 0 ? "" : " and has restarted " + times(status)) + ": "
                        + remedy(pod, status, end),
                waitingReason(status).equals("CrashLoopBackOff") || isLoop(status, end));
    }

    private static boolean isLoop(ContainerStatus status, ContainerStateTerminated end) {
        return restarts(status) >= LOOPS_FROM
                && lastRun(end)
                        .filter(length -> length.compareTo(LONG_RUN) >= 0)
                        .isEmpty();
    }

    private static String ending(Pod pod, ContainerStatus status, ContainerStateTerminated end) {
        return isOutOfMemory(end)
                ? "ran out of memory (OOMKilled)"
                : SlowStarts.limit(pod, status.getName(), end)
                        .map(seconds -> "was not ready within its start-up time of " + seconds + " s")
                        .orElseGet(() -> "ended with exit code " + end.getExitCode());
    }

    private static String remedy(Pod pod, ContainerStatus status, ContainerStateTerminated end) {
        if (isOutOfMemory(end)) {
            return "allow it more memory, or deploy a smaller model";
        }
        return SlowStarts.limit(pod, status.getName(), end).isPresent()
                ? "give it more time, or read its log"
                : "read its log";
    }

    private static boolean isOutOfMemory(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason());
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

    /**
     * Says whether this is the model itself. An init container that exits with code 0 has done its work, but a model that exits
     * with code 0 serves no more than one that crashes.
     */
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
