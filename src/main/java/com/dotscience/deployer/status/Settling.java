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
 * Tells how long a complete rollout still has to wait before it counts as ready. Kubernetes calls a container without a
 * readiness probe ready as soon as it runs, even if it crashes a second later; the deployer believes it only after it has run
 * for {@link Uptimes#settling}.
 */
final class Settling {

    private static final String MODEL = "model";
    private static final String PROXY = "proxy";

    private Settling() {}

    /**
     * Returns when the last of its containers has run for long enough; empty if all of them have.
     *
     * @param pods those of the present template
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

    /**
     * Says whether a readiness probe covers this container, either its own or that of the model-proxy, which is ready only
     * while the model answers.
     */
    private static boolean isAsked(List<Container> containers, String name) {
        return containers.stream()
                .filter(container -> container.getReadinessProbe() != null)
                .map(Container::getName)
                .anyMatch(probed -> probed.equals(name) || probed.equals(PROXY) && name.equals(MODEL));
    }

    /**
     * Returns the run that stands for a whole rollout, for clusters where the deployer may not read pods: the Deployment says
     * when its rollout completed and when it last became available. Empty if a readiness probe covers every container, or if
     * the Deployment says neither.
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
