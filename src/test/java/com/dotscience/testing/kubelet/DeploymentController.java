package com.dotscience.testing.kubelet;

import com.dotscience.testing.Kubeconfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Makes pods of the Deployments of a cluster that has no controllers, on the node of a {@link Kubelet}, and ends them: by
 * rolling updates. Whatever happens, it looks at what is there and does what is next.
 */
public final class DeploymentController implements AutoCloseable {

    private static final String HASH = "pod-template-hash";

    /** What is missed, or refused because of somebody else's change, is seen again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final KubeletThread thread = new KubeletThread("deployment-controller");
    private final Set<String> due = new HashSet<>();
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Pod> pods;

    private DeploymentController(Kubeconfig kubeconfig) {
        this.client = new KubernetesClientBuilder()
                .withConfig(kubeconfig.config("deployment-controller"))
                .build();
        this.deployments = client.apps().deployments().inAnyNamespace().inform(new Looking<>());
        this.pods = client.pods().inAnyNamespace().inform(new Looking<>());
    }

    public static DeploymentController start(Kubeconfig kubeconfig) {
        return new DeploymentController(kubeconfig);
    }

    @Override
    public void close() {
        thread.close();
        deployments.close();
        pods.close();
        client.close();
    }

    private final class Looking<T extends HasMetadata> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            later(object.getMetadata().getNamespace(), Duration.ZERO);
        }

        @Override
        public void onUpdate(T before, T object) {
            onAdd(object);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            onAdd(object);
        }
    }

    /** However much happens in a namespace before it is looked at, it is looked at once. */
    private void later(String namespace, Duration wait) {
        thread.after(wait, () -> {
            if (due.add(namespace)) {
                thread.run(() -> {
                    due.remove(namespace);
                    look(namespace);
                });
            }
        });
    }

    private void look(String namespace) {
        try {
            List<Pod> all = client.pods().inNamespace(namespace).list().getItems();
            List<Deployment> present =
                    client.apps().deployments().inNamespace(namespace).list().getItems();
            present.forEach(deployment -> roll(deployment, of(deployment, all)));
            endOrphans(present, all);
        } catch (KubernetesClientException e) {
            later(namespace, LOOK_AGAIN);
        }
    }

    private void roll(Deployment deployment, List<Pod> pods) {
        String hash = hash(deployment);
        Availability availability = Availability.of(deployment);
        List<Pod> present = pods.stream().filter(pod -> hash.equals(hash(pod))).toList();
        List<Pod> older = pods.stream().filter(pod -> !hash.equals(hash(pod))).toList();
        List<Pod> olderAvailable =
                older.stream().filter(availability::isAvailable).toList();
        RollingUpdate next = RollingUpdate.next(
                deployment.getSpec().getReplicas(),
                present.size(),
                availability.count(present),
                older.size(),
                olderAvailable.size());
        for (int i = 0; i < next.create(); i++) {
            create(deployment, hash);
        }
        older.stream()
                .filter(pod -> !olderAvailable.contains(pod))
                .limit(next.endUnavailable())
                .forEach(this::end);
        olderAvailable.stream().limit(next.endAvailable()).forEach(this::end);
        present.stream()
                .sorted(Comparator.comparing(Availability::isReady))
                .limit(next.endSurplus())
                .forEach(this::end);
        DeploymentStatus status = RolloutStatus.of(deployment, pods, present, availability);
        write(deployment, status);
        if (!status.getReadyReplicas().equals(status.getAvailableReplicas())) {
            later(deployment.getMetadata().getNamespace(), LOOK_AGAIN);
        }
    }

    private void endOrphans(List<Deployment> deployments, List<Pod> pods) {
        List<String> owners =
                deployments.stream().map(each -> each.getMetadata().getUid()).toList();
        pods.stream()
                .filter(pod -> Kubelet.NODE.equals(pod.getSpec().getNodeName()))
                .filter(pod -> !pod.isMarkedForDeletion() && !owners.contains(owner(pod)))
                .forEach(this::end);
    }

    private static List<Pod> of(Deployment deployment, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> deployment.getMetadata().getUid().equals(owner(pod)) && !pod.isMarkedForDeletion())
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private static String owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .map(reference -> reference.getUid())
                .findFirst()
                .orElse("");
    }

    private void end(Pod pod) {
        client.resource(pod).delete();
    }

    private void create(Deployment deployment, String hash) {
        String replicaSet = deployment.getMetadata().getName() + "-" + hash;
        client.resource(new PodBuilder()
                        .withMetadata(deployment.getSpec().getTemplate().getMetadata())
                        .editMetadata()
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .withName(
                                replicaSet + "-" + UUID.randomUUID().toString().substring(0, 5))
                        .addToLabels(HASH, hash)
                        .addToFinalizers(Kubelet.FINALIZER)
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("ReplicaSet")
                        .withName(replicaSet)
                        // There is no ReplicaSet: whose pod it is in the end is all that anybody wants to know.
                        .withUid(deployment.getMetadata().getUid())
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withSpec(deployment.getSpec().getTemplate().getSpec())
                        .editSpec()
                        .withNodeName(Kubelet.NODE)
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Pending")
                        .endStatus()
                        .build())
                .create();
    }

    // A JSON Patch, because the mock server's merge patch appends to lists.
    private void write(Deployment deployment, DeploymentStatus status) {
        if (!Objects.equals(status, deployment.getStatus())) {
            String patch = Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)));
            client.resource(deployment).subresource("status").patch(PatchContext.of(PatchType.JSON), patch);
        }
    }

    private static String hash(Deployment deployment) {
        return Integer.toHexString(
                Serialization.asJson(deployment.getSpec().getTemplate()).hashCode());
    }

    private static String hash(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(HASH, "");
    }
}
