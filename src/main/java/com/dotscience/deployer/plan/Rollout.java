package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;

/**
 * How far a Deployment's pods have come, by the rules of {@code kubectl rollout status}.
 *
 * @param wanted how many replicas its spec asks for
 * @param updated how many pods are made from its present template
 * @param ready how many pods answer, whichever template they are made from
 * @param available how many pods serve, whichever template they are made from
 * @param total how many pods there are, old ones included
 * @param observed whether these numbers are about the present spec: until the controller has seen it, they are about
 *     the one before
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

    /** Whether everything that is wanted serves, and nothing old is left (R8). */
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
