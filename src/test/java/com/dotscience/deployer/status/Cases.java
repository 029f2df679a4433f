package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Small situations: a model deployment of two replicas, its Deployment in generation 3, its pods. */
final class Cases {

    static final HasMetadata SERVICE = new ServiceBuilder().build();
    static final HasMetadata INGRESS = new IngressBuilder().build();
    static final Deployment WANTED = Deployment.newBuilder()
            .setId("a-1")
            .setName("a")
            .setRevision(7)
            .setDeployment(DeploymentSpec.newBuilder().setReplicas(2).setImage("example/model:2"))
            .setService(
                    ServiceSpec.newBuilder().addPorts(ServicePort.newBuilder().setPort(8501)))
            .setIngress(IngressSpec.newBuilder().setHost("a.example.com"))
            .build();

    static final Instant NOW = Instant.parse("2026-01-02T05:00:00Z");

    /** What Kubernetes says of when things started is right. */
    static final Uptimes UPTIMES = new Uptimes(NOW, Duration.ofSeconds(10), Map.of());

    private Cases() {}

    /** A Deployment whose controller says so. */
    static DeploymentBuilder deployment(int updated, int ready, int total) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("ds-a-a")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage("example/model:2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(3L)
                .withReplicas(total)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .endStatus();
    }

    static DeploymentBuilder with(
            DeploymentBuilder deployment, String type, String status, String reason, String message) {
        return deployment
                .editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .endStatus();
    }

    static Situation of(DeploymentBuilder deployment, Pod... pods) {
        return situation(List.of(deployment.build(), SERVICE, INGRESS), Set.of(), List.of(), pods);
    }

    static Situation situation(List<HasMetadata> own, Set<Kind> pending, Collection<Failure> failures, Pod... pods) {
        return new Situation(WANTED, own, pending, failures, List.of(pods), Optional.empty(), UPTIMES, List.of());
    }

    /** A pod that is not ready, of this image. */
    static PodBuilder pod(String image) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("ds-a-a-5d9c-" + image.charAt(image.length() - 1))
                .withCreationTimestamp("2026-01-02T03:04:05Z")
                .addToLabels("pod-template-hash", "hash-of-" + image)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage(image)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .endStatus();
    }

    static Pod ready(String image) {
        return condition(pod(image), "Ready", "True", null).build();
    }

    static PodBuilder condition(PodBuilder pod, String type, String status, String message) {
        return pod.editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withMessage(message)
                .withLastTransitionTime("2026-01-02T04:00:00Z")
                .endCondition()
                .endStatus();
    }

    static Pod waiting(String image, String reason, String message) {
        return container(
                pod(image),
                status -> status.withNewState().withNewWaiting(message, reason).endState());
    }

    static Pod container(PodBuilder pod, UnaryOperator<ContainerStatusBuilder> change) {
        ContainerStatusBuilder status =
                new ContainerStatusBuilder().withName("model").withReady(false).withRestartCount(0);
        return pod.editStatus()
                .withContainerStatuses(Stream.of(status)
                        .map(change)
                        .map(ContainerStatusBuilder::build)
                        .toList())
                .endStatus()
                .build();
    }
}
