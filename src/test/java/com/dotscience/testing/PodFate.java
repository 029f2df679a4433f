package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What becomes of a pod. */
@FunctionalInterface
public interface PodFate {

    /** What the kubelet reports of it. */
    PodStatus statusOf(Pod pod);

    /** All its containers run and are ready. */
    static PodFate ready() {
        return pod -> status(pod, "Running", true);
    }

    /** All its containers wait for ever, for a reason such as {@code ImagePullBackOff}. */
    static PodFate waiting(String reason, String message) {
        return pod -> {
            PodStatus status = status(pod, "Pending", false);
            status.getContainerStatuses()
                    .forEach(container -> container.setState(new ContainerStateBuilder()
                            .withNewWaiting(message, reason)
                            .build()));
            return status;
        };
    }

    /** All its containers run, and none is ready. */
    static PodFate starting() {
        return pod -> status(pod, "Running", false);
    }

    /** All its containers have ended so a number of times, and wait to be started again. */
    static PodFate crashing(String reason, int exitCode, int restarts) {
        PodFate waiting = waiting("CrashLoopBackOff", "back-off 40s restarting failed container");
        return pod -> {
            PodStatus status = waiting.statusOf(pod);
            status.setPhase("Running");
            status.getContainerStatuses().forEach(restarted(reason, exitCode, restarts));
            return status;
        };
    }

    /** They run again after they have ended so a number of times, and are ready. */
    static PodFate upAgain(int exitCode, int restarts, Duration lastRun) {
        PodFate ready = ready();
        return pod -> {
            PodStatus status = ready.statusOf(pod);
            Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
            status.getContainerStatuses()
                    .forEach(restarted("Error", exitCode, restarts).andThen(container -> {
                        container.getLastState().getTerminated().setFinishedAt(end.toString());
                        container
                                .getLastState()
                                .getTerminated()
                                .setStartedAt(end.minus(lastRun).toString());
                    }));
            return status;
        };
    }

    /** A container that has ended so a number of times; how it is now stays as it is. */
    static Consumer<ContainerStatus> restarted(String reason, int exitCode, int restarts) {
        return container -> {
            container.setRestartCount(restarts);
            container.setLastState(new ContainerStateBuilder()
                    .withNewTerminated()
                    .withReason(reason)
                    .withExitCode(exitCode)
                    .endTerminated()
                    .build());
        };
    }

    /** No node takes it, as the scheduler says in these words. */
    static PodFate unschedulable(String message) {
        return new PodFate() {
            @Override
            public boolean reachesNode(Pod pod) {
                return false;
            }

            @Override
            public PodStatus statusOf(Pod pod) {
                return new PodStatusBuilder()
                        .withPhase("Pending")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(message)
                        .endCondition()
                        .build();
            }
        };
    }

    /** Whether the scheduler finds it a node. */
    default boolean reachesNode(Pod pod) {
        return true;
    }

    /** This fate, but another for those pods. */
    default PodFate except(Predicate<Pod> those, PodFate other) {
        PodFate usual = this;
        return new PodFate() {
            @Override
            public boolean reachesNode(Pod pod) {
                return of(pod).reachesNode(pod);
            }

            @Override
            public PodStatus statusOf(Pod pod) {
                return of(pod).statusOf(pod);
            }

            private PodFate of(Pod pod) {
                return those.test(pod) ? other : usual;
            }
        };
    }

    /** Those with a container of this image. */
    static Predicate<Pod> image(String image) {
        return pod -> pod.getSpec().getContainers().stream().anyMatch(c -> image.equals(c.getImage()));
    }

    /** Those with this label. */
    static Predicate<Pod> label(String key, String value) {
        return pod -> value.equals(pod.getMetadata().getLabels().get(key));
    }

    private static PodStatus status(Pod pod, String phase, boolean ready) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(c -> new ContainerStatusBuilder()
                        .withName(c.getName())
                        .withImage(c.getImage())
                        .withImageID("")
                        .withReady(ready)
                        .withStarted(ready)
                        .withRestartCount(0)
                        .withState(
                                new ContainerStateBuilder().withNewRunning(now).build())
                        .build())
                .toList();
        List<PodCondition> conditions = Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus(ready || !type.endsWith("Ready") ? "True" : "False")
                        .withLastTransitionTime(now)
                        .build())
                .toList();
        return new PodStatusBuilder()
                .withPhase(phase)
                .withStartTime(now)
                .withContainerStatuses(containers)
                .withConditions(conditions)
                .build();
    }
}
