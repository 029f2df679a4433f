package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is wrong with one pod that is not ready: the first function that has something to say decides. */
final class PodTroubles {

    /** From the second restart on the kubelet waits longer and longer before it tries again. */
    private static final int LOOPS_FROM = 2;

    private static final Set<String> PULL =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError");

    private static final Map<String, String> START = Map.of(
            "CreateContainerConfigError", "make what it refers to, or take the reference out",
            "CreateContainerError", "see what was added to the pod beside the model",
            "RunContainerError", "check the command of its image",
            "PostStartHookError", "check its hook");

    private static final List<Function<Pod, Optional<Trouble>>> CHAIN = List.of(
            PodTroubles::unschedulable,
            PodTroubles::unpullable,
            PodTroubles::unstartable,
            PodTroubles::crashing,
            PodTroubles::noLongerReady);

    private PodTroubles() {}

    /** Empty: it is ready, or on its way. */
    static Optional<Trouble> of(Pod pod) {
        return isReady(pod)
                ? Optional.empty()
                : CHAIN.stream()
                        .map(function -> function.apply(pod))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    static boolean isReady(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "True".equals(ready.getStatus()))
                .isPresent();
    }

    /** It may pass: a pod may end elsewhere, or a node be added. */
    static Optional<Trouble> unschedulable(Pod pod) {
        return condition(pod, "PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(scheduled -> new Trouble(
                        "Unschedulable",
                        "No node takes the pod" + detail("Unschedulable", scheduled.getMessage())
                                + ": make room for it or add nodes",
                        false));
    }

    static Optional<Trouble> unpullable(Pod pod) {
        return waiting(pod)
                .filter(waits -> PULL.contains(waits.reason()) || waits.reason().equals("InvalidImageName"))
                .map(waits -> new Trouble(
                        waits.reason(),
                        "The image " + image(pod, waits.container()) + " cannot be pulled"
                                + detail(waits.reason(), waits.message())
                                + ": check its name and tag, and that the cluster may read its registry",
                        true))
                .findFirst();
    }

    static Optional<Trouble> unstartable(Pod pod) {
        return waiting(pod)
                .filter(waits -> START.containsKey(waits.reason()))
                .map(waits -> new Trouble(
                        waits.reason(),
                        "Container " + waits.container() + " cannot be started"
                                + detail(waits.reason(), waits.message()) + ": " + START.get(waits.reason()),
                        true))
                .findFirst();
    }

    /** Whether it waits, runs again or has just ended: between two crashes it is no better than after one. */
    static Optional<Trouble> crashing(Pod pod) {
        return statuses(pod)
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .flatMap(status -> lastEnd(status).stream().map(end -> crash(status, end)))
                .findFirst();
    }

    /** What never was ready says so from before its container started; what says so from later was ready in between. */
    static Optional<Trouble> noLongerReady(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "False".equals(ready.getStatus()) && ready.getLastTransitionTime() != null)
                .filter(ready -> statuses(pod).findAny().isPresent()
                        && statuses(pod).allMatch(status -> startedBefore(status, ready.getLastTransitionTime())))
                .map(ready -> new Trouble(
                        "NotReady",
                        "Pod " + pod.getMetadata().getName()
                                + " was ready and is not any more: read its log, and see whether its node is well",
                        true));
    }

    /** How a container ended the last time and how often it was started again, for people; empty if it never was. */
    static Optional<String> restarts(Pod pod) {
        return statuses(pod)
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
                outOfMemory ? "OOMKilled" : loops ? "CrashLoopBackOff" : "Crashed",
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

    private static boolean startedBefore(ContainerStatus status, String time) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .map(running -> running.getStartedAt())
                .filter(started -> started.compareTo(time) < 0)
                .isPresent();
    }

    private record Waits(String container, String reason, String message) {}

    private static Stream<Waits> waiting(Pod pod) {
        return statuses(pod)
                .flatMap(status -> Optional.ofNullable(status.getState()).map(ContainerState::getWaiting).stream()
                        .filter(waiting -> waiting.getReason() != null)
                        .map(waiting -> new Waits(status.getName(), waiting.getReason(), waiting.getMessage())));
    }

    private static String waitingReason(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .map(ContainerStateWaiting::getReason)
                .orElse("");
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream()
                        .filter(status -> !Boolean.TRUE.equals(status.getReady())),
                pod.getStatus().getContainerStatuses().stream());
    }

    private static String image(Pod pod, String container) {
        return pod.getSpec().getContainers().stream()
                .filter(made -> made.getName().equals(container))
                .map(made -> made.getImage())
                .findFirst()
                .orElse("of container " + container);
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static String detail(String reason, String message) {
        return " (" + (message == null || message.isBlank() ? reason : reason + ": " + message.strip()) + ")";
    }
}
