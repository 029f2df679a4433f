package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a deployment controller reports of a rollout. */
final class RolloutStatus {

    private RolloutStatus() {}

    /**
     * @param pods all that are not ending
     * @param present those of them of the present template
     */
    static DeploymentStatus of(Deployment deployment, List<Pod> pods, List<Pod> present, Availability availability) {
        int wanted = deployment.getSpec().getReplicas();
        int available = availability.count(pods);
        boolean complete = present.size() == wanted && pods.size() == wanted && available == wanted;
        boolean enough = available >= RollingUpdate.leastAvailable(wanted);
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withUpdatedReplicas(present.size())
                .withReadyReplicas(
                        (int) pods.stream().filter(Availability::isReady).count())
                .withAvailableReplicas(available)
                .withUnavailableReplicas(Math.max(wanted, pods.size()) - available)
                .addToConditions(condition(
                        deployment,
                        "Available",
                        enough,
                        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable"))
                .addToConditions(condition(
                        deployment, "Progressing", true, complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated"))
                .build();
    }

    /** The same as before if nothing of it is new, its times included. */
    private static DeploymentCondition condition(Deployment deployment, String type, boolean holds, String reason) {
        String status = holds ? "True" : "False";
        Optional<DeploymentCondition> sameStatus = Optional.ofNullable(deployment.getStatus())
                .flatMap(was -> was.getConditions().stream()
                        .filter(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals(status))
                        .findFirst());
        if (sameStatus.filter(was -> was.getReason().equals(reason)).isPresent()) {
            return sameStatus.get();
        }
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withLastUpdateTime(now)
                .withLastTransitionTime(sameStatus
                        .map(DeploymentCondition::getLastTransitionTime)
                        .orElse(now))
                .build();
    }
}
