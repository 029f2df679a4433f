package com.dotscience.deployer.status;

import com.dotscience.deployer.cluster.ObservedPods;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a pod that is not ready. Several things may be true at once, so the first function that finds one
 * decides; they follow the life of a pod, because what fails early is why the rest does not happen.
 */
final class PodTroubles {

    static final Set<String> PULL =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError");

    static final Map<String, String> START = Map.of(
            "CreateContainerConfigError", "make what it refers to, or take the reference out",
            "CreateContainerError", "see what was added to the pod beside the model",
            "RunContainerError", "check the command of its image",
            "PostStartHookError", "check its hook");

    /**
     * One check of a pod.
     *
     * @param cause a word for what the check finds, see {@link Cause}
     */
    private record Look(String cause, Function<Pod, Optional<Trouble>> function) {}

    private static final List<Look> CHAIN = List.of(
            new Look("unschedulable", PodTroubles::unschedulable),
            new Look("image-pull", PodTroubles::unpullable),
            new Look("start", PodTroubles::unstartable),
            new Look(Crashes.CAUSE, Crashes::crashing),
            new Look("node", PodTroubles::nodeNotHeard),
            new Look("node", PodTroubles::kubeletSilent),
            new Look("no-longer-ready", PodTroubles::noLongerReady));

    private PodTroubles() {}

    /** Returns what is wrong with a pod; empty if it is ready, or starts as it should. */
    static Optional<Trouble> of(Pod pod) {
        return first(pod).flatMap(look -> look.function.apply(pod));
    }

    /** Returns a word for what is wrong, which stays the same while the sentence changes; empty if nothing is wrong. */
    static Optional<String> cause(Pod pod) {
        return first(pod).map(Look::cause);
    }

    private static Optional<Look> first(Pod pod) {
        return isReady(pod)
                ? Optional.empty()
                : CHAIN.stream()
                        .filter(look -> look.function.apply(pod).isPresent())
                        .findFirst();
    }

    static boolean isReady(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "True".equals(ready.getStatus()))
                .isPresent();
    }

    /** Finds a pod that no node has room for. It is not stuck: another pod may end, or a node may be added. */
    static Optional<Trouble> unschedulable(Pod pod) {
        return condition(pod, "PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(scheduled -> new Trouble(
                        "No node takes the pod" + detail("Unschedulable", scheduled.getMessage())
                                + ": make room for it or add nodes",
                        false));
    }

    static Optional<Trouble> unpullable(Pod pod) {
        return waiting(pod)
                .filter(waits -> PULL.contains(waits.reason()) || waits.reason().equals("InvalidImageName"))
                .map(waits -> new Trouble(
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
                        "Container " + waits.container() + " cannot be started"
                                + detail(waits.reason(), waits.message()) + ": " + START.get(waits.reason()),
                        true))
                .findFirst();
    }

    /**
     * Finds a pod whose node is not heard of any more. Its containers were ready when the kubelet last reported; since then the
     * node controller marks the pod as not ready, so it may run as before, but Services send it no requests.
     */
    static Optional<Trouble> nodeNotHeard(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "False".equals(ready.getStatus())
                        && !"ReadinessGatesNotReady".equals(ready.getReason())
                        && condition(pod, "ContainersReady")
                                .filter(containers -> "True".equals(containers.getStatus()))
                                .isPresent())
                .map(ready -> new Trouble(
                        "The node of pod " + pod.getMetadata().getName() + " is not heard since "
                                + ready.getLastTransitionTime()
                                + ": it may run on, but Services send it nothing until the node's kubelet is back",
                        true));
    }

    /**
     * Finds a pod that starts on a node whose kubelet is silent. The deployer says so before Kubernetes does, because the pod
     * cannot start until the kubelet is back.
     */
    static Optional<Trouble> kubeletSilent(Pod pod) {
        return silence(pod)
                .map(silent -> new Trouble(silent + ": nothing is started or ended there until it is back", false));
    }

    /** Says to people that the kubelet of the pod's node is silent; empty while it reports. */
    static Optional<String> silence(Pod pod) {
        return condition(pod, ObservedPods.NODE_HEARD)
                .map(silent -> "The kubelet of node " + pod.getSpec().getNodeName() + " has not been heard of since "
                        + silent.getLastTransitionTime());
    }

    /**
     * Finds a pod that was ready and no longer is. A pod that never was ready has been "not ready" since before its container
     * started; a later time shows that it was ready in between.
     */
    static Optional<Trouble> noLongerReady(Pod pod) {
        return condition(pod, "Ready")
                .filter(ready -> "False".equals(ready.getStatus()) && ready.getLastTransitionTime() != null)
                .filter(ready -> statuses(pod).findAny().isPresent()
                        && statuses(pod).allMatch(status -> startedBefore(status, ready.getLastTransitionTime())))
                .map(ready -> new Trouble(
                        "Pod " + pod.getMetadata().getName()
                                + " was ready and is not any more: read its log, and see whether its node is well",
                        true));
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

    /**
     * Returns the statuses of all containers, but of init containers only those that have not finished: one that has finished
     * can no longer be in trouble.
     */
    static Stream<ContainerStatus> statuses(Pod pod) {
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
