package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers why containers do not start, also while the kubelet says only that it will try again: between two attempts it
 * replaces the reason ({@code ErrImagePull}) by its waiting ({@code ImagePullBackOff}), and the real reason would be lost to
 * people. Safe for use by many threads.
 */
final class Reasons {

    /** For each word that only says that the kubelet waits, these are the reasons that it may hide. */
    private static final Map<String, Collection<String>> BACK_OFFS =
            Map.of("ImagePullBackOff", PodTroubles.PULL, "CrashLoopBackOff", PodTroubles.START.keySet());

    /** A container that ended for one of these reasons never began to run, although the kubelet then speaks of a crash. */
    private static final Set<String> NEVER_BEGAN = Set.of("StartError", "ContainerCannotRun");

    /**
     * What is known of one container.
     *
     * @param why the last real reason; null while none is known
     * @param last what the kubelet said last
     */
    private record Seen(ContainerStateWaiting why, ContainerStateWaiting last) {}

    /**
     * What is known of one model deployment.
     *
     * @param seen by container
     * @param times how often a reason appeared again
     */
    private record Memory(Map<String, Seen> seen, long times) {}

    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    /** Returns the pods with the real reasons filled in wherever the kubelet says only that it waits. */
    List<Pod> complete(String id, List<Pod> pods) {
        Map<String, Seen> seen = memories.compute(id, (same, before) -> look(before, pods)).seen;
        return pods.stream().map(pod -> complete(pod, seen)).toList();
    }

    /** Returns how often a reason appeared again on containers of this model deployment. */
    long times(String id) {
        Memory memory = memories.get(id);
        return memory == null ? 0 : memory.times;
    }

    void forget(String id) {
        memories.remove(id);
    }

    private static Memory look(Memory before, List<Pod> pods) {
        Map<String, Seen> now = new HashMap<>();
        long times = before == null ? 0 : before.times;
        for (Pod pod : pods) {
            for (ContainerStatus status : all(pod)) {
                Seen former = before == null ? null : before.seen.get(key(pod, status));
                Optional<ContainerStateWaiting> waits = waiting(status);
                if (waits.isEmpty()) {
                    continue;
                }
                boolean backsOff = BACK_OFFS.containsKey(waits.get().getReason());
                boolean isAnew = former == null || !former.last.equals(waits.get());
                times += !backsOff && isAnew && isReason(waits.get()) ? 1 : 0;
                now.put(key(pod, status), new Seen(why(status, waits.get(), former), waits.get()));
            }
        }
        return new Memory(now, times);
    }

    private static ContainerStateWaiting why(ContainerStatus status, ContainerStateWaiting waits, Seen former) {
        if (isReason(waits)) {
            return waits;
        }
        Collection<String> standsFor = BACK_OFFS.getOrDefault(waits.getReason(), Set.of());
        if (former != null && former.why != null && standsFor.contains(former.why.getReason())) {
            return former.why;
        }
        return Optional.ofNullable(status.getLastState())
                .map(ContainerState::getTerminated)
                .filter(end -> NEVER_BEGAN.contains(end.getReason()) && standsFor.contains("RunContainerError"))
                .map(Reasons::neverBegan)
                .orElse(null);
    }

    private static ContainerStateWaiting neverBegan(ContainerStateTerminated end) {
        return new ContainerStateWaiting(end.getMessage(), "RunContainerError");
    }

    private static boolean isReason(ContainerStateWaiting waits) {
        return BACK_OFFS.values().stream().anyMatch(reasons -> reasons.contains(waits.getReason()))
                && !BACK_OFFS.containsKey(waits.getReason());
    }

    private static Pod complete(Pod pod, Map<String, Seen> seen) {
        return all(pod).stream().noneMatch(status -> isReplaced(pod, status, seen))
                ? pod
                : pod.edit()
                        .editStatus()
                        .withInitContainerStatuses(complete(pod, pod.getStatus().getInitContainerStatuses(), seen))
                        .withContainerStatuses(complete(pod, pod.getStatus().getContainerStatuses(), seen))
                        .endStatus()
                        .build();
    }

    private static List<ContainerStatus> complete(Pod pod, List<ContainerStatus> statuses, Map<String, Seen> seen) {
        return statuses.stream()
                .map(status -> isReplaced(pod, status, seen)
                        ? new ContainerStatusBuilder(status)
                                .editState()
                                .withWaiting(seen.get(key(pod, status)).why)
                                .endState()
                                .build()
                        : status)
                .toList();
    }

    private static boolean isReplaced(Pod pod, ContainerStatus status, Map<String, Seen> seen) {
        Seen of = seen.get(key(pod, status));
        return of != null && of.why != null && !of.why.equals(of.last);
    }

    private static List<ContainerStatus> all(Pod pod) {
        return PodTroubles.statuses(pod).toList();
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null);
    }

    private static String key(Pod pod, ContainerStatus status) {
        return pod.getMetadata().getUid() + " " + pod.getMetadata().getName() + " " + status.getName();
    }
}
