package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pods that end after all objects of their model deployment are gone. */
final class TerminatingPods {

    /** How much later than it has to a pod may be gone: its kubelet says so a moment after it has ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TerminatingPods() {}

    /** How many there are, and which of them does not end, though it has to. */
    static String words(List<Pod> pods, Instant now) {
        String still = pods.size() == 1 ? "1 pod still ends" : pods.size() + " pods still end";
        return pods.stream()
                .filter(pod -> overdueAt(pod).filter(at -> !at.isAfter(now)).isPresent())
                .map(pod -> pod.getMetadata().getName())
                .min(Comparator.naturalOrder())
                .map(name -> still + "; pod " + name + " should have ended by now: see whether its node is well")
                .orElse(still);
    }

    /** When the next of them has to have ended. */
    static Optional<Instant> nextLook(List<Pod> pods, Instant now) {
        return pods.stream()
                .flatMap(pod -> overdueAt(pod).stream())
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /** The API server writes at a deletion when the pod's grace period is over. */
    private static Optional<Instant> overdueAt(Pod pod) {
        return ReportedRun.time(pod.getMetadata().getDeletionTimestamp()).map(at -> at.plus(PATIENCE));
    }
}
