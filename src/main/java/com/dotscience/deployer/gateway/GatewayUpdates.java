package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import java.util.List;

/**
 * Converts the Gateway's messages to updates of the desired state, so that no other room knows the protocol.
 *
 * @param source the name of the sender
 */
record GatewayUpdates(String source) {

    Update one(Deployment deployment) {
        return deployment.getDeleted() ? removal(deployment) : new Upsert(source, deployment, deployment.getRevision());
    }

    Removal removal(Deployment deployment) {
        return new Removal(
                source,
                deployment.getId(),
                deployment.getRevision(),
                deployment.getAwaited(),
                deployment.getConfirmed());
    }

    /** @param position the position of the desired state when the list was asked for */
    Snapshot all(GetDeploymentsResponse list, long position, boolean tombstones) {
        List<Deployment> wanted = list.getDeploymentsList().stream()
                .filter(deployment -> !deployment.getDeleted())
                .toList();
        List<Removal> removed = list.getDeploymentsList().stream()
                .filter(Deployment::getDeleted)
                .map(this::removal)
                .toList();
        return new Snapshot(source, wanted, removed, list.getRevision(), position, tombstones);
    }
}
