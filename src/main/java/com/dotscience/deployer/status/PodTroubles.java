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

/** What is wrong with one pod that is not ready: the first function that has something to say decides. */
final class PodTroubles {

    static final Set<String> PULL =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError");

    static final Map<String, String> START = Map.of(
            "CreateContainerConfigError", "make what it refers to, or take the reference out",
            "CreateContainerError", "see what was added to the pod beside the model",
            "RunContainerError", "check the command of its image",
            "PostStartHookError", "check its hook");

    /** @param cause a word for what it is about */
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

    /** Empty: it is ready, or on its way. */
    static Optional<Trouble> of(Pod pod) {
        return first(pod).flatMap(look -> look.function.apply(pod));
    }

    /** What that trouble is about, in a word that stays while the sentence changes. */
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

    /** It may pass: a pod may end elsewhere, or a node be added. */
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
     * Its containers were ready when their kubelet was last heard, and since then the node's controller says that the pod is not:
     * it may run as it did, but Services send it nothing.
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

    /** Said sooner than Kubernetes says it: what is on its way waits there. */
    static Optional<Trouble> kubeletSilent(Pod pod) {
        return silence(pod)
                .map(silent -> new Trouble(silent + ": nothing is started or ended there until it is back", false));
    }

    /** What the kubelet of its node has to do with it; empty while that is heard. */
    static Optional<String> silence(Pod pod) {
        return condition(pod, ObservedPods.NODE_HEARD)
                .map(silent -> "The kubelet of node " + pod.getSpec().getNodeName() + " has not been heard of since "
                        + silent.getLastTransitionTime());
    }

    /** What never was ready says so from before its container started; what says so from later was ready in between. */
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

    /** Of init containers those only that are not done. */
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
