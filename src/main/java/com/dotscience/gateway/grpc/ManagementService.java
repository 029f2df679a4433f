package com.dotscience.gateway.grpc;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeleteDeployerResponse;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.GetInstallManifestResponse;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeployersResponse;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ListDeploymentsResponse;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.stream.Streams;
import io.grpc.stub.StreamObserver;

/** The management API, which {@code ds} calls. It hands each call to the class for its subject and sends back the response. */
final class ManagementService extends ManagementGrpc.ManagementImplBase {
    private final DeployerCalls deployers;
    private final TokenCalls tokens;
    private final ModelDeploymentCalls modelDeployments;

    ManagementService(Registry registry, Streams streams, LogRelay logs, InstallManifest manifest) {
        deployers = new DeployerCalls(registry, streams, logs, manifest);
        tokens = new TokenCalls(registry);
        modelDeployments = new ModelDeploymentCalls(registry, logs);
    }

    @Override
    public void createDeployer(CreateDeployerRequest request, StreamObserver<CreateDeployerResponse> observer) {
        respond(observer, deployers.create(request));
    }

    @Override
    public void listDeployers(ListDeployersRequest request, StreamObserver<ListDeployersResponse> observer) {
        respond(observer, deployers.list());
    }

    @Override
    public void deleteDeployer(DeleteDeployerRequest request, StreamObserver<DeleteDeployerResponse> observer) {
        respond(observer, deployers.delete(request));
    }

    @Override
    public void rotateToken(RotateTokenRequest request, StreamObserver<RotateTokenResponse> observer) {
        respond(observer, tokens.rotate(request));
    }

    @Override
    public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> observer) {
        respond(observer, tokens.revoke(request));
    }

    @Override
    public void getInstallManifest(
            GetInstallManifestRequest request, StreamObserver<GetInstallManifestResponse> observer) {
        respond(observer, deployers.installManifest(request));
    }

    @Override
    public void createDeployment(CreateDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        respond(observer, modelDeployments.create(request));
    }

    @Override
    public void listDeployments(ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> observer) {
        respond(observer, modelDeployments.list(request));
    }

    @Override
    public void getDeployment(GetDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        respond(observer, modelDeployments.get(request));
    }

    @Override
    public void updateDeployment(UpdateDeploymentRequest request, StreamObserver<ModelDeployment> observer) {
        respond(observer, modelDeployments.update(request));
    }

    @Override
    public void deleteDeployment(DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> observer) {
        respond(observer, modelDeployments.delete(request));
    }

    @Override
    public void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> lines) {
        modelDeployments.streamLogs(request, lines);
    }

    private static <T> void respond(StreamObserver<T> observer, T response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
