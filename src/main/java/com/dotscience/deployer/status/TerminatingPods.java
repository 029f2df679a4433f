package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The pods that still end after all objects of their model deployment are gone. They hold memory and GPUs until they have
 * ended, so people are told of them.
 */
final class TerminatingPods {

    /** A pod may be gone this much later than its grace period says, because the kubelet reports the end a moment after it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TerminatingPods() {}

    /** Says how many pods there are, and which of them does not end although its grace period is over. */
    static String words(List<Pod> pods, Instant now) {
        String still = pods.size() == 1 ? "1 pod still ends" : pods.size() + " pods still end";
        return pods.stream()
                .filter(pod -> overdueAt(pod).filter(at -> !at.isAfter(now)).isPresent())
                .map(pod -> pod.getMetadata().getName())
                .min(Comparator.naturalOrder())
                .map(name -> still + "; pod " + name + " should have ended by now: see whether its node is well")
                .orElse(still);
    }

    /** Returns when the grace period of the next pod is over; empty if none is left to wait for. */
    static Optional<Instant> nextLook(List<Pod> pods, Instant now) {
        return pods.stream()
                .flatMap(pod -> overdueAt(pod).stream())
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /**
     * Returns when a pod is overdue. When a pod is deleted, the API server writes the end of its grace period as the deletion
     * timestamp.
     */
    private static Optional<Instant> overdueAt(Pod pod) {
        return ReportedRun.time(pod.getMetadata().getDeletionTimestamp()).map(at -> at.plus(PATIENCE));
    }
}
