package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The pods of the Deployments of an {@link EmbeddedCluster}, as the controllers and a kubelet would make them: as many as
 * wanted of the present template, those of an older one for as long as the new ones are not ready.
 */
final class SimulatedPods {

    private static final String HASH = "pod-template-hash";

    private final KubernetesClient client;
    private volatile PodFate fate;

    SimulatedPods(KubernetesClient client, PodFate fate) {
        this.client = client;
        this.fate = fate;
    }

    void turn(PodFate other) {
        fate = other;
    }

    /** Makes what is missing of the present template; it starts. */
    void begin(Deployment deployment) {
        String hash = hash(deployment);
        int wanted = deployment.getSpec().getReplicas();
        List<Pod> present =
                all(deployment).stream().filter(pod -> hash.equals(hash(pod))).toList();
        IntStream.range(present.size(), wanted).forEach(i -> create(deployment, hash));
        present.stream().skip(wanted).forEach(pod -> client.resource(pod).delete());
    }

    /**
     * Gives those of the present template their fate, and ends older ones once all of them are ready.
     *
     * @return whether they are
     */
    boolean settle(Deployment deployment) {
        String hash = hash(deployment);
        List<Pod> all = all(deployment);
        List<Pod> present = all.stream()
                .filter(pod -> hash.equals(hash(pod)))
                .map(this::fulfil)
                .toList();
        boolean ready = present.size() == deployment.getSpec().getReplicas()
                && present.stream().allMatch(SimulatedPods::isReady);
        if (ready) {
            all.stream()
                    .filter(pod -> !hash.equals(hash(pod)))
                    .forEach(pod -> client.resource(pod).delete());
        }
        return ready;
    }

    /** Its Deployment is gone. */
    void end(Deployment deployment) {
        all(deployment).forEach(pod -> client.resource(pod).delete());
    }

    private List<Pod> all(Deployment deployment) {
        return client.pods()
                .inNamespace(deployment.getMetadata().getNamespace())
                .withLabels(deployment.getSpec().getSelector().getMatchLabels())
                .list()
                .getItems();
    }

    private Pod fulfil(Pod pod) {
        return client.resource(pod.edit().withStatus(fate.statusOf(pod)).build())
                .updateStatus();
    }

    private void create(Deployment deployment, String hash) {
        String replicaSet = deployment.getMetadata().getName() + "-" + hash;
        Pod pod = new PodBuilder()
                .withMetadata(deployment.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withNamespace(deployment.getMetadata().getNamespace())
                .withName(replicaSet + "-" + UUID.randomUUID().toString().substring(0, 5))
                .addToLabels(HASH, hash)
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(replicaSet)
                .withUid(deployment.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build();
        client.resource(pod.edit().withStatus(PodFate.starting().statusOf(pod)).build())
                .create();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static String hash(Deployment deployment) {
        String template = Serialization.asJson(deployment.getSpec().getTemplate());
        return Integer.toHexString(template.hashCode());
    }

    private static String hash(Pod pod) {
        return pod.getMetadata().getLabels().get(HASH);
    }
}
