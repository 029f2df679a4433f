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
 * A contestant's way through the three phases: create all, change all images, delete all. A phase lasts from its first call
 * until the API server has acknowledged the last write. Between phases the controllers get time to be done with theirs.
 */
final class Race {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** A wave is one short write for each model deployment: over in half a second, and so measured more than once a round. */
    private static final int IMAGE_WAVES = 3;

    /** So many waves until the compilers of both virtual machines have done most of their work: an agent runs for months. */
    private static final int WARMING_WAVES = 25;

    private final RealControlPlane plane;
    private final int size;
    private int images;

    Race(RealControlPlane plane, int size) {
        this.plane = plane;
        this.size = size;
    }

    /** Measures nothing, and leaves the contestant warm. Nobody waits for the controllers, who take longest. */
    void warmUp(Contestant contestant) {
        run(contestant, new Result(), WARMING_WAVES, () -> {});
    }

    void run(Contestant contestant, Result result) {
        run(contestant, result, IMAGE_WAVES, () -> awaitRollouts(contestant.namespace()));
    }

    private void run(Contestant contestant, Result result, int waves, Runnable betweenWaves) {
        contestant.prepare(Fleet.of(size, contestant.namespace(), nextImage()));
        result.create().add(time(contestant, "create", size * Fleet.OBJECTS, contestant::create));
        betweenWaves.run();
        for (int wave = 0; wave < waves; wave++) {
            String image = nextImage();
            result.changeImages().add(time(contestant, "patch", size, () -> contestant.changeImages(image)));
            betweenWaves.run();
        }
        result.delete().add(time(contestant, "delete", size * Fleet.OBJECTS, contestant::delete));
        awaitEmpty(contestant.namespace());
    }

    String nextImage() {
        return "example/model:" + ++images;
    }

    private Duration time(Contestant contestant, String verb, int objects, Runnable phase) {
        Writes writes = new Writes(plane, contestant.namespace());
        Instant start = Instant.now();
        phase.run();
        return Duration.between(start, writes.awaitLast(verb, objects));
    }

    void awaitRollouts(String namespace) {
        KubernetesClient client = plane.client();
        await("rollouts in " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> {
                    List<Deployment> all = client.apps()
                            .deployments()
                            .inNamespace(namespace)
                            .list()
                            .getItems();
                    return all.stream().allMatch(Race::isObserved);
                });
    }

    private static boolean isObserved(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.equals(
                        deployment.getMetadata().getGeneration(),
                        deployment.getStatus().getObservedGeneration())
                && Objects.equals(1, deployment.getStatus().getUpdatedReplicas());
    }

    private void awaitEmpty(String namespace) {
        KubernetesClient client = plane.client();
        await("an empty " + namespace)
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> client.apps()
                                .replicaSets()
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .isEmpty()
                        && client.pods()
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .isEmpty());
    }
}
