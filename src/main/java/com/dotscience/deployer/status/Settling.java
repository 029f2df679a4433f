package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a complete rollout still waits for: a container without a readiness probe is ready for Kubernetes as soon as it runs,
 * also one that ends a second later. It is believed when it has run for {@link Uptimes#settling}.
 */
final class Settling {

    private static final String MODEL = "model";
    private static final String PROXY = "proxy";

    private Settling() {}

    /**
     * When the last of its containers has run for long enough; empty if they all have.
     *
     * @param pods of the present template
     */
    static Optional<Instant> until(Deployment deployment, List<Pod> pods, int wanted, Uptimes uptimes) {
        List<Pod> ready = pods.stream().filter(PodTroubles::isReady).toList();
        return ready.size() >= wanted
                ? ready.stream().flatMap(pod -> until(pod, uptimes)).max(Comparator.naturalOrder())
                : rollout(deployment).flatMap(run -> uptimes.until(run, uptimes.settling()));
    }

    private static Stream<Instant> until(Pod pod, Uptimes uptimes) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> !isAsked(pod.getSpec().getContainers(), status.getName()))
                .flatMap(status -> uptimes.until(pod, status, uptimes.settling()).stream());
    }

    /** Whether a readiness probe asks this container, or the model-proxy in its name: that is ready only while the model answers. */
    private static boolean isAsked(List<Container> containers, String name) {
        return containers.stream()
                .filter(container -> container.getReadinessProbe() != null)
                .map(Container::getName)
                .anyMatch(probed -> probed.equals(name) || probed.equals(PROXY) && name.equals(MODEL));
    }

    /**
     * For where pods are not to be seen: the Deployment says when its rollout was complete, and when it last became available.
     * Empty if every container is asked by a probe, or it says neither.
     */
    static Optional<ReportedRun> rollout(Deployment deployment) {
        List<Container> containers =
                deployment.getSpec().getTemplate().getSpec().getContainers();
        if (deployment.getStatus() == null
                || containers.stream().allMatch(container -> isAsked(containers, container.getName()))) {
            return Optional.empty();
        }
        return deployment.getStatus().getConditions().stream()
                .flatMap(condition -> lastNews(condition).stream())
                .max(Comparator.naturalOrder())
                .map(at -> new ReportedRun("complete at " + at, at));
    }

    private static Optional<Instant> lastNews(DeploymentCondition condition) {
        return switch (condition.getType()) {
            case "Progressing" ->
                "NewReplicaSetAvailable".equals(condition.getReason())
                        ? ReportedRun.time(condition.getLastUpdateTime())
                        : Optional.empty();
            case "Available" -> ReportedRun.time(condition.getLastTransitionTime());
            default -> Optional.empty();
        };
    }
}
