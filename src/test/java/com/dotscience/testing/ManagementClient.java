package com.dotscience.testing;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.List;

/** The Gateway's management API on loopback, as far as the demo, the benchmark and tests need it. */
public final class ManagementClient implements AutoCloseable {

    private final ManagedChannel channel;
    private final ManagementBlockingStub stub;

    public ManagementClient(int gatewayPort, String adminToken) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + adminToken);
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", gatewayPort)
                .usePlaintext()
                .build();
        this.stub = ManagementGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    public CreateDeployerResponse createDeployer(String name) {
        return stub.createDeployer(
                CreateDeployerRequest.newBuilder().setName(name).build());
    }

    public RotateTokenResponse rotateToken(RotateTokenRequest request) {
        return stub.rotateToken(request);
    }

    public RevokeTokenResponse revokeToken(RevokeTokenRequest request) {
        return stub.revokeToken(request);
    }

    /** Whether the deployer of this name is connected. */
    public boolean isOnline(String deployer) {
        return stub.listDeployers(ListDeployersRequest.getDefaultInstance()).getDeployersList().stream()
                .anyMatch(d -> d.getName().equals(deployer) && d.getOnline());
    }

    /** Returns it as the Gateway keeps it, with its id. */
    public List<Deployer> deployers() {
        return stub.listDeployers(ListDeployersRequest.getDefaultInstance()).getDeployersList();
    }

    public Deployment create(String deployer, Deployment wanted) {
        return stub.createDeployment(CreateDeploymentRequest.newBuilder()
                        .setDeployer(deployer)
                        .setDeployment(wanted)
                        .build())
                .getDeployment();
    }

    public Deployment update(Deployment wanted) {
        return stub.updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(wanted)
                        .build())
                .getDeployment();
    }

    /** The latest fleet update of model deployments of this name. */
    public FleetUpdate fleetUpdate(String name) {
        return stub.getFleetUpdate(
                GetFleetUpdateRequest.newBuilder().setUpdate(name).build());
    }

    /** What its deployer would do. */
    public DryRunAnswer dryRun(DryRunDeploymentRequest request) {
        return stub.dryRunDeployment(request).getAnswer();
    }

    public void delete(Deployment deployment) {
        stub.deleteDeployment(DeleteDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(deployment.getId()))
                .build());
    }

    /** What the Gateway knows of the model deployment of this id. */
    public ModelDeployment get(String id) {
        return stub.getDeployment(GetDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(id))
                .build());
    }

    /** Everything that is wanted, of all deployers. */
    public List<ModelDeployment> list() {
        return stub.listDeployments(ListDeploymentsRequest.getDefaultInstance()).getDeploymentsList();
    }

    /** What its pods write; the call ends with the context it is made in, or with {@link #endCalls()}. */
    public Iterator<LogLine> logs(StreamLogsRequest request) {
        return stub.streamLogs(request);
    }

    /** Asks for a canary. */
    public ModelDeployment startCanary(StartCanaryRequest request) {
        return stub.startCanary(request);
    }

    /** Ends the canary of the model deployment of this id. */
    public Deployment abortCanary(String id) {
        return stub.abortCanary(AbortCanaryRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(id))
                        .build())
                .getDeployment();
    }

    /** Makes the image of the canary that of the model deployment of this id. */
    public Deployment promoteCanary(String id) {
        return stub.promoteCanary(PromoteCanaryRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(id))
                        .build())
                .getDeployment();
    }

    /** Ends all calls at once, as if their caller had gone. */
    public void endCalls() {
        channel.shutdownNow();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
