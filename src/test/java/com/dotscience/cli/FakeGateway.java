package com.dotscience.cli;

import com.dotscience.api.AnsweredBy;
import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.Phase;
import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.CheckDeploymentsResponse;
import com.dotscience.api.management.ContinueFleetUpdateRequest;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeleteDeployerResponse;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.DryRunDeploymentResponse;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.GetGenerationRequest;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.GetInstallManifestResponse;
import com.dotscience.api.management.LabelDeployerRequest;
import com.dotscience.api.management.LabelDeployerResponse;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeployersResponse;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ListDeploymentsResponse;
import com.dotscience.api.management.ListFleetUpdatesRequest;
import com.dotscience.api.management.ListFleetUpdatesResponse;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ListGenerationsResponse;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.OldToken;
import com.dotscience.api.management.PauseDeployerRequest;
import com.dotscience.api.management.PauseDeploymentRequest;
import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.api.management.Report;
import com.dotscience.api.management.RestartDeploymentRequest;
import com.dotscience.api.management.ResumeDeployerRequest;
import com.dotscience.api.management.ResumeDeploymentRequest;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.SetDeployerWindowsRequest;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.api.management.StartDeploymentRequest;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.api.management.StopDeploymentRequest;
import com.dotscience.api.management.StopFleetUpdateRequest;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A management API on loopback that holds what a test puts into it. */
public final class FakeGateway extends RecordingServer {

    public static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    public final List<Deployer> deployers = new CopyOnWriteArrayList<>();
    public final List<ModelDeployment> deployments = new CopyOnWriteArrayList<>();
    public final List<LogLine> logs = new ArrayList<>();
    /** What the next calls about a fleet update answer, one each; the last one for all that follow. */
    public final Deque<FleetUpdate> fleetUpdates = new ArrayDeque<>(List.of(FleetUpdate.newBuilder()
            .setNumber(3)
            .setName("roadsigns1")
            .setState(FleetUpdate.State.DONE)
            .build()));
    /** Run before each reading of what was written before. */
    public volatile Runnable beforeGet = () -> {};

    /** What deployers answer when they are asked what they would do. */
    public volatile DryRunAnswer foretold = DryRunAnswer.getDefaultInstance();

    private volatile Status refusedDryRuns;
    private volatile Status refusedChecks;
    private int updatesToAbort;
    private boolean written;

    /** Starts one for {@code @RegisterExtension}, which closes it after the test. */
    public static FakeGateway start() {
        try {
            return new FakeGateway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FakeGateway() throws IOException {
        this(InsecureServerCredentials.create());
    }

    public FakeGateway(ServerCredentials credentials) throws IOException {
        super(credentials);
    }

    /** Answers the next updates as if somebody else had written between the reading and the writing. */
    public void abortNextUpdates(int count) {
        updatesToAbort = count;
    }

    @Override
    public void getInstallManifest(
            GetInstallManifestRequest request, StreamObserver<GetInstallManifestResponse> observer) {
        answer(
                request,
                observer,
                () -> GetInstallManifestResponse.newBuilder()
                        .setManifest("---\nkind: \"Namespace\"\nmetadata:\n  name: \"n\"\n")
                        .build());
    }

    @Override
    public void createDeployer(CreateDeployerRequest request, StreamObserver<CreateDeployerResponse> observer) {
        answer(request, observer, () -> {
            var deployer = Deployer.newBuilder()
                    .setId("76bb48e5-81ad-4f61-ae59-52a128b5d2e3")
                    .setName(request.getName())
                    .setTokenPrefix("QZBXM5")
                    .setCreatedAt(CREATED.toEpochMilli())
                    .putAllLabels(request.getLabelsMap())
                    .build();
            deployers.add(deployer);
            return CreateDeployerResponse.newBuilder()
                    .setDeployer(deployer)
                    .setToken("QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====")
                    .setIdentity("3d87cc1b4fcd392b579b2f236f9465d3")
                    .build();
        });
    }

    @Override
    public void labelDeployer(LabelDeployerRequest request, StreamObserver<LabelDeployerResponse> observer) {
        answer(
                request,
                observer,
                () -> LabelDeployerResponse.newBuilder()
                        .setDeployer(request.getDeployer())
                        .putAllLabels(request.getSetMap())
                        .build());
    }

    @Override
    public void listDeployers(ListDeployersRequest request, StreamObserver<ListDeployersResponse> observer) {
        answer(
                request,
                observer,
                () -> ListDeployersResponse.newBuilder()
                        .addAllDeployers(deployers)
                        .build());
    }

    @Override
    public void deleteDeployer(DeleteDeployerRequest request, StreamObserver<DeleteDeployerResponse> observer) {
        answer(request, observer, DeleteDeployerResponse::getDefaultInstance);
    }

    @Override
    public void rotateToken(RotateTokenRequest request, StreamObserver<RotateTokenResponse> observer) {
        answer(
                request,
                observer,
                () -> RotateTokenResponse.newBuilder()
                        .setDeployer(Deployer.newBuilder()
                                .setId("76bb48e5-81ad-4f61-ae59-52a128b5d2e3")
                                .setName(request.getDeployer())
                                .setTokenPrefix("A7RN2K")
                                .setCreatedAt(CREATED.toEpochMilli())
                                .addOldTokens(OldToken.newBuilder()
                                        .setPrefix("QZBXM5")
                                        .setAcceptedUntil(CREATED.plusSeconds(request.getOverlapSeconds())
                                                .toEpochMilli())
                                        .setUsed(true)))
                        .setToken("A7RN2KCUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQA====")
                        .setIdentity(request.getForce() ? "3d87cc1b4fcd392b579b2f236f9465d3" : "")
                        .build());
    }

    @Override
    public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> observer) {
        answer(
                request,
                observer,
                () -> RevokeTokenResponse.newBuilder()
                        .setDeployer(Deployer.newBuilder()
                                .setName(request.getDeployer())
                                .setTokenPrefix(request.getWhich() == Which.ALL ? "" : "A7RN2K"))
                        .addRevoked("QZBXM5")
                        .build());
    }

    @Override
    public void createDeployment(CreateDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> {
            var host = request.getDeployment().getIngress().getHost();
            var created = ModelDeployment.newBuilder()
                    .setDeployment(request.getDeployment().toBuilder()
                            .setId("0ddb4984-802b-4a0f-a81e-9479f280b1ea")
                            .setRevision(1))
                    .setDeployerId("76bb48e5-81ad-4f61-ae59-52a128b5d2e3")
                    .setDeployerName(request.getDeployer())
                    .setCreatedAt(CREATED.toEpochMilli())
                    .setUpdatedAt(CREATED.toEpochMilli())
                    .setUrl(host.isEmpty() ? "" : "https://" + host)
                    .build();
            deployments.add(created);
            written = true;
            return created;
        });
    }

    @Override
    public void listDeployments(ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> observer) {
        answer(
                request,
                observer,
                () -> ListDeploymentsResponse.newBuilder()
                        .addAllDeployments(deployments)
                        .build());
    }

    @Override
    public void getDeployment(GetDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        if (written) {
            beforeGet.run();
        }
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void updateDeployment(UpdateDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> {
            Deployment wanted = request.getDeployment();
            if (updatesToAbort-- > 0) {
                throw Status.ABORTED
                        .withDescription(wanted.getName() + " was changed meanwhile")
                        .asRuntimeException();
            }
            var ref = DeploymentRef.newBuilder().setDeployment(wanted.getId()).build();
            written = true;
            return find(ref).toBuilder().setDeployment(wanted).build();
        });
    }

    @Override
    public void checkDeployments(CheckDeploymentsRequest request, StreamObserver<CheckDeploymentsResponse> observer) {
        answer(request, observer, () -> {
            if (refusedChecks != null) {
                throw refusedChecks.asRuntimeException();
            }
            return CheckDeploymentsResponse.getDefaultInstance();
        });
    }

    /** Answers checks so, each time. */
    public void refusesChecks(Status why) {
        refusedChecks = why;
    }

    /** Answers dry runs as a Gateway does whose deployers cannot be asked. */
    public void refusesDryRuns(Status why) {
        refusedDryRuns = why;
    }

    @Override
    public void dryRunDeployment(DryRunDeploymentRequest request, StreamObserver<DryRunDeploymentResponse> observer) {
        if (refusedDryRuns != null) {
            observer.onError(refusedDryRuns.asException(answered()));
            return;
        }
        answer(
                request,
                observer,
                () -> DryRunDeploymentResponse.newBuilder().setAnswer(foretold).build());
    }

    private static Metadata answered() {
        var trailers = new Metadata();
        trailers.put(AnsweredBy.KEY, AnsweredBy.GATEWAY);
        return trailers;
    }

    @Override
    public void deleteDeployment(DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> observer) {
        answer(
                request,
                observer,
                () -> DeleteDeploymentResponse.newBuilder()
                        .setId(find(request.getRef()).getDeployment().getId())
                        .build());
    }

    @Override
    public void listGenerations(ListGenerationsRequest request, StreamObserver<ListGenerationsResponse> observer) {
        answer(
                request,
                observer,
                () -> ListGenerationsResponse.newBuilder()
                        .addGenerations(Generation.newBuilder().setNumber(1))
                        .build());
    }

    @Override
    public void getGeneration(GetGenerationRequest request, StreamObserver<Generation> observer) {
        answer(
                request,
                observer,
                () -> Generation.newBuilder()
                        .setNumber(request.getNumber())
                        .setDeployment(find(request.getRef()).getDeployment())
                        .build());
    }

    @Override
    public void startCanary(StartCanaryRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void promoteCanary(PromoteCanaryRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> readyOnceWritten(request.getRef()));
    }

    @Override
    public void abortCanary(AbortCanaryRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void rollBackDeployment(RollBackDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> readyOnceWritten(request.getRef()));
    }

    @Override
    public void restartDeployment(RestartDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> readyOnceWritten(request.getRef()));
    }

    @Override
    public void stopDeployment(StopDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void startDeployment(StartDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> readyOnceWritten(request.getRef()));
    }

    @Override
    public void pauseDeployment(PauseDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void resumeDeployment(ResumeDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        answer(request, observer, () -> find(request.getRef()));
    }

    @Override
    public void pauseDeployer(PauseDeployerRequest request, StreamObserver<Deployer> observer) {
        answer(
                request,
                observer,
                () -> Deployer.newBuilder().setName(request.getDeployer()).build());
    }

    @Override
    public void resumeDeployer(ResumeDeployerRequest request, StreamObserver<Deployer> observer) {
        answer(
                request,
                observer,
                () -> Deployer.newBuilder().setName(request.getDeployer()).build());
    }

    @Override
    public void setDeployerWindows(SetDeployerWindowsRequest request, StreamObserver<Deployer> observer) {
        answer(
                request,
                observer,
                () -> Deployer.newBuilder()
                        .setName(request.getDeployer())
                        .addAllMaintenanceWindows(request.getWindowsList())
                        .build());
    }

    /** The rollout of what is changed so is done at once. */
    private ModelDeployment readyOnceWritten(DeploymentRef ref) {
        ModelDeployment model = find(ref);
        ModelDeployment ready = model.toBuilder()
                .setReport(Report.newBuilder()
                        .setPhase(Phase.PHASE_READY)
                        .setRevision(model.getDeployment().getRevision())
                        .setReceivedAt(CREATED.toEpochMilli()))
                .build();
        deployments.set(deployments.indexOf(model), ready);
        return ready;
    }

    @Override
    public void startFleetUpdate(StartFleetUpdateRequest request, StreamObserver<FleetUpdate> observer) {
        answer(request, observer, () -> {
            if (updatesToAbort-- > 0) {
                throw Status.ABORTED
                        .withDescription("one was changed meanwhile")
                        .asRuntimeException();
            }
            return nextFleetUpdate();
        });
    }

    @Override
    public void listFleetUpdates(ListFleetUpdatesRequest request, StreamObserver<ListFleetUpdatesResponse> observer) {
        answer(
                request,
                observer,
                () -> ListFleetUpdatesResponse.newBuilder()
                        .addAllUpdates(fleetUpdates)
                        .build());
    }

    @Override
    public void getFleetUpdate(GetFleetUpdateRequest request, StreamObserver<FleetUpdate> observer) {
        answer(request, observer, this::nextFleetUpdate);
    }

    @Override
    public void stopFleetUpdate(StopFleetUpdateRequest request, StreamObserver<FleetUpdate> observer) {
        answer(request, observer, this::nextFleetUpdate);
    }

    @Override
    public void continueFleetUpdate(ContinueFleetUpdateRequest request, StreamObserver<FleetUpdate> observer) {
        answer(request, observer, this::nextFleetUpdate);
    }

    private FleetUpdate nextFleetUpdate() {
        return fleetUpdates.size() > 1 ? fleetUpdates.remove() : fleetUpdates.element();
    }

    @Override
    public void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> observer) {
        requests.add(request);
        Status failure = failures.poll();
        if (failure != null) {
            observer.onError(failure.asException(answered()));
            return;
        }
        logs.forEach(observer::onNext);
        observer.onCompleted();
    }

    private ModelDeployment find(DeploymentRef ref) {
        return deployments.stream()
                .filter(model -> ref.getDeployment()
                                .equals(model.getDeployment().getName())
                        || ref.getDeployment().equals(model.getDeployment().getId()))
                .findFirst()
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no model deployment '" + ref.getDeployment() + "'")
                        .asRuntimeException());
    }
}
