package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a pod is available.
 *
 * @param minReady how long it has to have been ready
 */
record Availability(Duration minReady) {

    static Availability of(Deployment deployment) {
        return new Availability(Duration.ofSeconds(
                Optional.ofNullable(deployment.getSpec().getMinReadySeconds()).orElse(0)));
    }

    int count(List<Pod> pods) {
        return (int) pods.stream().filter(this::isAvailable).count();
    }

    boolean isAvailable(Pod pod) {
        return readySince(pod)
                .filter(since -> !since.plus(minReady).isAfter(Instant.now()))
                .isPresent();
    }

    static boolean isReady(Pod pod) {
        return readySince(pod).isPresent();
    }

    private static Optional<Instant> readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst();
    }
}
