package com.dotscience.gateway.grpc;

import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ListDeploymentsResponse;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.ModelDeploymentRegistry;
import com.dotscience.gateway.registry.OldDeployers;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.logging.Logging;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the management API about model deployments. */
final class ModelDeploymentCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ModelDeploymentCalls.class);

    private final Deployers deployers;
    private final ModelDeploymentRegistry modelDeployments;
    private final Presence presence;
    private final OldDeployers oldDeployers;
    private final LogRelay logs;

    ModelDeploymentCalls(Registry registry, LogRelay logs) {
        this.deployers = registry.deployers();
        this.modelDeployments = registry.modelDeployments();
        this.presence = registry.presence();
        this.oldDeployers = registry.oldDeployers();
        this.logs = logs;
    }

    ModelDeployment create(CreateDeploymentRequest request) {
        ModelDeployment created = modelDeployments.create(request.getDeployer(), request.getDeployment());
        log("Created", created);
        return shown(created);
    }

    ListDeploymentsResponse list(ListDeploymentsRequest request) {
        return ListDeploymentsResponse.newBuilder()
                .addAllDeployments(modelDeployments.list(request.getDeployer()).stream()
                        .map(this::shown)
                        .toList())
                .build();
    }

    ModelDeployment get(GetDeploymentRequest request) {
        return shown(modelDeployments.get(request.getRef()));
    }

    ModelDeployment update(UpdateDeploymentRequest request) {
        ModelDeployment updated = modelDeployments.update(request.getDeployment());
        log("Updated", updated);
        return shown(updated);
    }

    DeleteDeploymentResponse delete(DeleteDeploymentRequest request) {
        boolean confirmed = request.getOf() <= 1 || request.getConfirmed();
        ModelDeployment removed = modelDeployments.delete(request.getRef(), confirmed);
        log("Deleted", removed);
        return DeleteDeploymentResponse.newBuilder()
                .setId(removed.getDeployment().getId())
                .build();
    }

    void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> lines) {
        ModelDeployment of = modelDeployments.get(request.getRef());
        logs.request(deployers.byId(of.getDeployerId()), of.getDeployment().getId(), request, lines);
    }

    /** Adds what only this process knows: whether the deployer is online, and whether it can reach its cluster. */
    private ModelDeployment shown(ModelDeployment stored) {
        String deployer = stored.getDeployerId();
        ModelDeployment.Builder shown = stored.toBuilder()
                .setStale(!presence.isOnline(deployer, stored.getDeployerSeenAt()))
                .setDeployerSeenAt(presence.seenAt(deployer, stored.getDeployerSeenAt()))
                .setRemark(oldDeployers.remark(deployer, stored.getDeployerName(), stored.getDeployment()));
        presence.clusterTrouble(deployer)
                .ifPresent(
                        trouble -> shown.setClusterTrouble(trouble.message()).setClusterUnheardSince(trouble.since()));
        return shown.build();
    }

    private static void log(String action, ModelDeployment changed) {
        Logging.about(
                changed.getDeployment().getId(),
                () -> LOG.info(
                        "{} model deployment {} of deployer {}",
                        action,
                        changed.getDeployment().getName(),
                        changed.getDeployerName()));
    }
}
