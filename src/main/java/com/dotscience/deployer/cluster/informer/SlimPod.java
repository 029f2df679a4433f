package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.List;

/** Takes out of a pod what nobody reads, such as mounts, environment and what probes ask: they are most of it. */
final class SlimPod {

    private SlimPod() {}

    /** Leaves in a pod its owner, its node, its images, whether it has readiness probes, how long its start may take, and its status. */
    static void slim(Pod pod) {
        pod.setMetadata(metadata(pod.getMetadata()));
        List<Container> containers =
                pod.getSpec() == null ? List.of() : pod.getSpec().getContainers();
        pod.setSpec(new PodSpecBuilder()
                .withNodeName(pod.getSpec() == null ? null : pod.getSpec().getNodeName())
                .withContainers(containers.stream().map(SlimPod::container).toList())
                .build());
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        pod.setStatus(new PodStatusBuilder()
                .withPhase(status.getPhase())
                .withPodIP(status.getPodIP())
                .withReason(status.getReason())
                .withMessage(status.getMessage())
                .withConditions(status.getConditions())
                .withInitContainerStatuses(states(status.getInitContainerStatuses()))
                .withContainerStatuses(states(status.getContainerStatuses()))
                .build());
    }

    private static ObjectMeta metadata(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withLabels(metadata.getLabels())
                .withOwnerReferences(metadata.getOwnerReferences())
                .build();
    }

    private static Container container(Container container) {
        return new ContainerBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withReadinessProbe(container.getReadinessProbe() == null ? null : new Probe())
                .withStartupProbe(times(container.getStartupProbe()))
                .build();
    }

    private static Probe times(Probe probe) {
        return probe == null
                ? null
                : new ProbeBuilder()
                        .withPeriodSeconds(probe.getPeriodSeconds())
                        .withFailureThreshold(probe.getFailureThreshold())
                        .build();
    }

    private static List<ContainerStatus> states(List<ContainerStatus> statuses) {
        return statuses.stream()
                .map(status -> new ContainerStatusBuilder()
                        .withName(status.getName())
                        .withReady(status.getReady())
                        .withRestartCount(status.getRestartCount())
                        .withState(status.getState())
                        .withLastState(status.getLastState())
                        .build())
                .toList();
    }
}
