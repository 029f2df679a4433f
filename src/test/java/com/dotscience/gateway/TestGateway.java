package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A Gateway on a free port of the loopback address, and somebody who manages it. */
public final class TestGateway implements AutoCloseable {
    private final GatewayOptions options;
    private final Clock clock;
    private final Clock steady;
    private final String adminToken;
    private GatewayServer server;
    private ManagedChannel channel;

    private TestGateway(GatewayOptions options, Clock clock, Clock steady) {
        this.options = options;
        this.clock = clock;
        this.steady = steady;
        connect();
        adminToken = server.adminToken().orElseThrow();
    }

    /** Another Gateway on the database of the first, which has made the admin token. */
    private TestGateway(TestGateway first) {
        options = first.options;
        clock = first.clock;
        steady = first.steady;
        adminToken = first.adminToken;
        connect();
    }

    public static TestGateway on(String databaseUrl) {
        return on(databaseUrl, Clock.systemUTC());
    }

    public static TestGateway on(String databaseUrl, Clock clock) {
        return on(databaseUrl, clock, clock);
    }

    /** @param steady what time is measured with */
    public static TestGateway on(String databaseUrl, Clock clock, Clock steady) {
        return new TestGateway(
                new GatewayOptions("127.0.0.1", 0, 0, Optional.empty(), false, databaseUrl)
                        .advertising("gateway.example.com", "g"),
                clock,
                steady);
    }

    /** Starts another Gateway on the same database, on another port. */
    public TestGateway another() {
        return new TestGateway(this);
    }

    private void connect() {
        server = GatewayServer.start(options, new Clocks(clock, steady), KeepAlive.STANDARD);
        channel = anotherChannel();
    }

    /** A connection of its own, for the caller to shut down. */
    public ManagedChannel anotherChannel() {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    /** Stops it and starts it again on the same database, on another port. */
    public void restart() {
        close();
        connect();
    }

    public int port() {
        return server.port();
    }

    public int httpPort() {
        return server.httpPort();
    }

    public ManagedChannel channel() {
        return channel;
    }

    Optional<String> printedAdminToken() {
        return server.adminToken();
    }

    public String adminToken() {
        return adminToken;
    }

    /** For calls of whoever manages. */
    public Channel managementChannel() {
        return management().getChannel();
    }

    public ManagementBlockingStub management() {
        return management("Bearer " + adminToken);
    }

    public ManagementBlockingStub management(String authorization) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER), authorization);
        return ManagementGrpc.newBlockingStub(channel)
                .withMaxInboundMessageSize(Integer.MAX_VALUE)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    public TestDeployer createDeployer(String name) {
        CreateDeployerResponse created = management()
                .createDeployer(CreateDeployerRequest.newBuilder().setName(name).build());
        return new TestDeployer(created.getDeployer().getId(), name, created.getToken(), channel);
    }

    /** The same deployer after a restart of the Gateway, whose port has changed. */
    public TestDeployer reconnected(TestDeployer deployer) {
        return new TestDeployer(deployer.id(), deployer.name(), deployer.token(), channel);
    }

    public ModelDeployment create(TestDeployer deployer, String name) {
        return create(deployer, model(name));
    }

    public ModelDeployment create(TestDeployer deployer, Deployment.Builder wanted) {
        return management()
                .createDeployment(CreateDeploymentRequest.newBuilder()
                        .setDeployer(deployer.name())
                        .setDeployment(wanted)
                        .build());
    }

    public ModelDeployment update(Deployment wanted) {
        return management()
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(wanted)
                        .build());
    }

    public void delete(String nameOrId) {
        management()
                .deleteDeployment(DeleteDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(nameOrId))
                        .build());
    }

    public List<ModelDeployment> list() {
        return management()
                .listDeployments(ListDeploymentsRequest.getDefaultInstance())
                .getDeploymentsList();
    }

    public static Deployment.Builder model(String name) {
        return Deployment.newBuilder()
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setReplicas(1)
                        .setImage("quay.io/example/" + name + ":1")
                        .addPorts(8501));
    }

    public static Deployment withImage(ModelDeployment of, String image) {
        Deployment.Builder changed = of.getDeployment().toBuilder();
        changed.getDeploymentBuilder().setImage(image);
        return changed.build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}
