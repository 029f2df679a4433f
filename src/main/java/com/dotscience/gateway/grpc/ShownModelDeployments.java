package com.dotscience.gateway.grpc;

import com.dotscience.api.CanaryTraffic;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.registry.CanaryDriver;
import com.dotscience.gateway.registry.HandingOut;
import com.dotscience.gateway.registry.OldDeployers;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.windows.Given;

/** Adds to stored model deployments what only this process knows of their deployers. */
record ShownModelDeployments(
        Presence presence, OldDeployers oldDeployers, CanaryDriver canaries, HandingOut handingOut) {

    /** Adds whether the deployer is online, whether it can reach its cluster, what it does not know, and until when a change waits. */
    ModelDeployment of(ModelDeployment stored) {
        String deployer = stored.getDeployerId();
        ModelDeployment.Builder shown = stored.toBuilder()
                .setStale(!presence.isOnline(deployer, stored.getDeployerSeenAt()))
                .setDeployerSeenAt(presence.seenAt(deployer, stored.getDeployerSeenAt()))
                .setRemark(oldDeployers.remark(deployer, stored.getDeployerName(), stored.getDeployment()));
        handingOut.handsOutAt(stored).ifPresent(at -> shown.setWaitsUntil(at.toEpochMilli()));
        presence.clusterTrouble(deployer)
                .ifPresent(
                        trouble -> shown.setClusterTrouble(trouble.message()).setClusterUnheardSince(trouble.since()));
        if (stored.hasCanary()) {
            shown.setCanary(canary(stored));
        }
        return shown.build();
    }

    private CanaryState canary(ModelDeployment stored) {
        Deployment with = Given.withCanary(stored);
        CanaryTraffic traffic = CanaryTraffic.of(with);
        return stored.getCanary().toBuilder()
                .clearCounted()
                .setWaiting(canaries.waiting(stored))
                .setApproximate(traffic == CanaryTraffic.REPLICAS)
                .setReplicas(traffic.replicas(
                        with.getDeployment().getReplicas(), with.getCanary().getWeight()))
                .build();
    }
}
