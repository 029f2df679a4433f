package com.dotscience.deployer.gateway;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeployerResponse;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.UpdateDeploymentResponse;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Gateway with our additions, on loopback, that a test can kill, bring back and have say what it likes. */
final class TestGateway implements AutoCloseable {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> versions = new CopyOnWriteArrayList<>();
    final List<UpdateDeploymentRequest> reports = new CopyOnWriteArrayList<>();
    final List<StreamObserver<Deployment>> followers = new CopyOnWriteArrayList<>();
    volatile Metadata lastMetadata = new Metadata();
    volatile GetDeploymentsResponse list = GetDeploymentsResponse.getDefaultInstance();
    volatile String identity = "identity-of-the-gateway";
    volatile Status refusal;
    volatile Runnable onList = () -> {};

    private File certificate;
    private File key;
    private Server server;
    private int port;

    TestGateway start() throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port));
        if (certificate != null) {
            builder.useTransportSecurity(certificate, key);
        }
        server = builder.addService(new Service())
                .intercept(new Doorman())
                .maxInboundMessageSize(256 << 20)
                .build()
                .start();
        port = server.getPort();
        return this;
    }

    TestGateway withTls(File certificate, File key) {
        this.certificate = certificate;
        this.key = key;
        return this;
    }

    void kill() throws InterruptedException {
        server.shutdownNow().awaitTermination();
        followers.clear();
    }

    String address() {
        return "localhost:" + port;
    }

    int port() {
        return port;
    }

    void send(Deployment deployment) {
        followers.forEach(follower -> follower.onNext(deployment));
    }

    /** Whether the only follower has read so far that more could be sent. */
    boolean readyToSend() {
        return ((ServerCallStreamObserver<Deployment>) followers.get(0)).isReady();
    }

    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    @Override
    public void close() {
        if (server != null) {
            server.shutdownNow();
        }
    }

    private final class Service extends DeployerGrpc.DeployerImplBase {

        @Override
        public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> caller) {
            versions.add(request.getKubernetesVersion());
            answer(
                    caller,
                    UpdateDeployerResponse.newBuilder().setIdentity(identity).build());
        }

        @Override
        public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> follower) {
            ((ServerCallStreamObserver<Deployment>) follower).setOnCancelHandler(() -> followers.remove(follower));
            followers.add(follower);
        }

        @Override
        public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> caller) {
            onList.run();
            answer(caller, list);
        }

        @Override
        public void updateDeployment(UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> caller) {
            reports.add(report);
            answer(caller, UpdateDeploymentResponse.getDefaultInstance());
        }

        private <T> void answer(StreamObserver<T> caller, T message) {
            caller.onNext(message);
            caller.onCompleted();
        }
    }

    /** Notes who calls, refuses when a test says so, and answers a stream's headers at once, as our Gateway does. */
    private final class Doorman implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
            calls.add(call.getMethodDescriptor().getBareMethodName());
            lastMetadata = metadata;
            Status status = refusal;
            if (status != null) {
                call.close(status, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
                return next.startCall(call, metadata);
            }
            call.sendHeaders(new Metadata());
            return next.startCall(new HeadersSent<>(call), metadata);
        }
    }

    private static final class HeadersSent<Q, A> extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {

        HeadersSent(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            // They are with the caller already.
        }
    }
}
