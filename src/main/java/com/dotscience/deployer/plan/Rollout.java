package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;

/**
 * The progress of the pods of a Deployment. It follows the rules of {@code kubectl rollout status}, so that both tell people
 * the same.
 *
 * @param wanted how many replicas its spec asks for
 * @param updated how many pods are made from its present template
 * @param ready how many pods are ready, whichever template they are made from
 * @param available how many pods are available, whichever template they are made from
 * @param total how many pods there are, including old ones
 * @param observed whether these numbers are about the present spec: until the controller has seen it, they are about the one
 *     before
 */
public record Rollout(int wanted, int updated, int ready, int available, int total, boolean observed) {

    public static Rollout of(Deployment deployment) {
        Integer replicas =
                deployment.getSpec() == null ? null : deployment.getSpec().getReplicas();
        DeploymentStatus status = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        return new Rollout(
                replicas == null ? 1 : replicas,
                orZero(status.getUpdatedReplicas()),
                orZero(status.getReadyReplicas()),
                orZero(status.getAvailableReplicas()),
                orZero(status.getReplicas()),
                status.getObservedGeneration() != null
                        && status.getObservedGeneration()
                                >= orZero(deployment.getMetadata().getGeneration()));
    }

    /** Says whether everything that is wanted serves and nothing old is left (R8). */
    public boolean complete() {
        return observed && updated == wanted && available == wanted && total == updated;
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }
}
