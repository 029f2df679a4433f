package com.dotscience.gateway.grpc;

import com.dotscience.api.CanaryId;
import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.CheckDeploymentsResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.DryRunDeploymentResponse;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ListDeploymentsResponse;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.ForetoldChange;
import com.dotscience.gateway.registry.ForetoldChanges;
import com.dotscience.gateway.registry.ModelDeploymentRegistry;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.windows.Given;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** The calls of the management API about model deployments. */
final class ModelDeploymentCalls {
    private final Deployers deployers;
    private final ModelDeploymentRegistry modelDeployments;
    private final ForetoldChanges foretold;
    private final LogRelay logs;
    private final DryRuns dryRuns;
    private final ShownModelDeployments shown;

    ModelDeploymentCalls(Registry registry, LogRelay logs, DryRuns dryRuns, ShownModelDeployments shown) {
        this.deployers = registry.deployers();
        this.modelDeployments = registry.modelDeployments();
        this.foretold = registry.foretold();
        this.logs = logs;
        this.dryRuns = dryRuns;
        this.shown = shown;
    }

    ModelDeployment create(CreateDeploymentRequest request) {
        ModelDeployment created =
                modelDeployments.create(request.getDeployer(), request.getDeployment(), StatedCaller.ofThisCall());
        ChangeLog.log("Created", created);
        return shown.of(created);
    }

    ListDeploymentsResponse list(ListDeploymentsRequest request) {
        return ListDeploymentsResponse.newBuilder()
                .addAllDeployments(modelDeployments.list(request.getDeployer()).stream()
                        .map(shown::of)
                        .toList())
                .build();
    }

    ModelDeployment get(GetDeploymentRequest request) {
        return shown.of(modelDeployments.get(request.getRef()));
    }

    ModelDeployment update(UpdateDeploymentRequest request) {
        ModelDeployment updated =
                modelDeployments.update(request.getDeployment(), request.getNow(), StatedCaller.ofThisCall());
        ChangeLog.log("Updated", updated);
        return shown.of(updated);
    }

    CheckDeploymentsResponse check(CheckDeploymentsRequest request) {
        foretold.check(
                request.getCreationsList(),
                request.getUpdatesList().stream()
                        .map(UpdateDeploymentRequest::getDeployment)
                        .toList());
        return CheckDeploymentsResponse.getDefaultInstance();
    }

    void dryRun(DryRunDeploymentRequest request, StreamObserver<DryRunDeploymentResponse> asker) {
        ForetoldChange change = foretold.foretell(request);
        dryRuns.ask(change.deployer(), change.wanted(), asker);
    }

    DeleteDeploymentResponse delete(DeleteDeploymentRequest request) {
        boolean confirmed = request.getOf() <= 1 || request.getConfirmed();
        ModelDeployment removed = modelDeployments.delete(request.getRef(), confirmed);
        ChangeLog.log("Deleted", removed);
        return DeleteDeploymentResponse.newBuilder()
                .setId(removed.getDeployment().getId())
                .build();
    }

    void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> lines) {
        ModelDeployment of = modelDeployments.get(request.getRef());
        String id = of.getDeployment().getId();
        if (request.getCanary() && !Given.withCanary(of).hasCanary()) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("model deployment "
                            + Syntax.quoted(of.getDeployment().getName()) + " has no canary")
                    .asRuntimeException();
        }
        logs.request(deployers.byId(of.getDeployerId()), request.getCanary() ? CanaryId.of(id) : id, request, lines);
    }
}
