package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a contestant goes through in a namespace: phase after phase, each from its first call until the API server has
 * acknowledged the last write. Between phases the controllers get time to be done with theirs.
 */
final class Course {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final RealControlPlane plane;
    private final String namespace;

    Course(RealControlPlane plane, String namespace) {
        this.plane = plane;
        this.namespace = namespace;
    }

    /** @param wanted as it is to be afterwards; what is to be deleted, for that */
    Figure measure(Contestant contestant, Phase phase, Fleet wanted) {
        Runnable news = contestant.prepare(phase, wanted);
        Writes writes = new Writes(plane, namespace);
        Duration before = contestant.meter().processor();
        Instant start = Instant.now();
        news.run();
        Instant last = writes.awaitLast(phase.verb(), phase.writes(wanted));
        if (phase == Phase.DELETE) {
            awaitNothing();
        } else {
            awaitRollouts();
        }
        return new Figure(
                Duration.between(start, last),
                contestant.meter().processor().minus(before),
                contestant.meter().peakMebibytes());
    }

    private void awaitRollouts() {
        KubernetesClient client = plane.client();
        await("rollouts in " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                        .allMatch(Course::isObserved));
    }

    private static boolean isObserved(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.equals(
                        deployment.getMetadata().getGeneration(),
                        deployment.getStatus().getObservedGeneration())
                && deployment.getStatus().getUpdatedReplicas() != null;
    }

    private void awaitNothing() {
        KubernetesClient client = plane.client();
        await("an empty " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> List.of(
                                client.apps()
                                        .replicaSets()
                                        .inNamespace(namespace)
                                        .list(),
                                client.pods().inNamespace(namespace).list())
                        .stream()
                        .allMatch(list -> list.getItems().isEmpty()));
    }
}
