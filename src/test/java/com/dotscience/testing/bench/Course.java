package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.bench.meter.Meter;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is measured in a namespace: phases, each from its first call until the API server has acknowledged the last write, and
 * deletes until the objects are gone. Between phases the controllers get time to be done with theirs.
 */
final class Course {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final ListOptions ONE =
            new ListOptionsBuilder().withLimit(1L).build();

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;

    /** In a namespace of its own. */
    Course(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("bench");
    }

    String namespace() {
        return namespace;
    }

    /** @param wanted as it is to be afterwards; what is to be deleted, for that */
    Figure measure(Contestant contestant, Phase phase, Fleet wanted) {
        Runnable news = contestant.prepare(phase, wanted);
        return measure(contestant.meter(), phase, wanted, news);
    }

    /** @param news what tells who is measured to begin, or starts it */
    Figure measure(Meter meter, Phase phase, Fleet wanted, Runnable news) {
        Writes writes = new Writes(plane, namespace);
        return measure(
                meter,
                () -> {
                    news.run();
                    Instant last = writes.awaitLast(phase.verb(), phase.writes(wanted));
                    return phase == Phase.DELETE ? gone(last) : last;
                },
                phase == Phase.DELETE ? this::awaitNothing : this::awaitRollouts);
    }

    /**
     * @param until does it, and says when it was done
     * @param afterwards waits for what it causes, which is counted in processor time only
     */
    Figure measure(Meter meter, Supplier<Instant> until, Runnable afterwards) {
        try (OtherClient others = new OtherClient(client)) {
            Duration before = meter.processor();
            Instant start = Instant.now();
            Instant end = until.get();
            double others99 = others.percentile99();
            afterwards.run();
            return new Figure(
                    Duration.between(start, end), meter.processor().minus(before), meter.peakMebibytes(), others99);
        }
    }

    /** The same moment if all objects were gone by then, else when they are. */
    private Instant gone(Instant lastWrite) {
        if (noObjects()) {
            return lastWrite;
        }
        await("objects that are gone")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::noObjects);
        return Instant.now();
    }

    private boolean noObjects() {
        return client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .list(ONE)
                        .getItems()
                        .isEmpty()
                && client.services().inNamespace(namespace).list(ONE).getItems().isEmpty()
                && client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .list(ONE)
                        .getItems()
                        .isEmpty();
    }

    /** Until nothing more is written for a while: what is changed before that is refused, as of an older version. */
    private void awaitRollouts() {
        Set<String> versions = new HashSet<>();
        await("rollouts in " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .during(QUIET)
                .until(() -> {
                    List<Deployment> all = client.apps()
                            .deployments()
                            .inNamespace(namespace)
                            .list()
                            .getItems();
                    Set<String> now = all.stream()
                            .map(each -> each.getMetadata().getResourceVersion())
                            .collect(Collectors.toSet());
                    boolean quiet = now.equals(versions);
                    versions.clear();
                    versions.addAll(now);
                    return quiet && all.stream().allMatch(Course::isObserved);
                });
    }

    private static boolean isObserved(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.equals(
                        deployment.getMetadata().getGeneration(),
                        deployment.getStatus().getObservedGeneration())
                && deployment.getStatus().getUpdatedReplicas() != null;
    }

    private void awaitNothing() {
        await("an empty " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> client.apps()
                                .replicaSets()
                                .inNamespace(namespace)
                                .list(ONE)
                                .getItems()
                                .isEmpty()
                        && client.pods()
                                .inNamespace(namespace)
                                .list(ONE)
                                .getItems()
                                .isEmpty());
    }
}
