package com.dotscience.cli;

import com.dotscience.api.AnsweredBy;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeleteDeployerResponse;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
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
import com.dotscience.api.management.OldToken;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.google.protobuf.Message;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A management API on loopback that holds what a test puts into it, and writes down what it was asked. */
public final class FakeGateway extends ManagementGrpc.ManagementImplBase
        implements ServerInterceptor, AutoCloseable, AfterEachCallback {

    public static final String TOKEN = "admin-token-of-the-test";
    public static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    public final List<Deployer> deployers = new ArrayList<>();
    public final List<ModelDeployment> deployments = new ArrayList<>();
    public final List<LogLine> logs = new ArrayList<>();
    public final List<Message> requests = new ArrayList<>();
    /** What the next calls fail with, one each. */
    public final Deque<Status> failures = new ArrayDeque<>();
    /** Run before each reading of what was written before. */
    public volatile Runnable beforeGet = () -> {};

    private final Server server;
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

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        close();
    }

    public FakeGateway() throws IOException {
        this(InsecureServerCredentials.create());
    }

    public FakeGateway(ServerCredentials credentials) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0), credentials)
                .directExecutor()
                .addService(this)
                .intercept(this)
                .build()
                .start();
    }

    public String hostAndPort() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Answers the next updates as if somebody else had written between the reading and the writing. */
    public void abortNextUpdates(int count) {
        updatesToAbort = count;
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var authorization = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
        if (!("Bearer " + TOKEN).equals(authorization)) {
            call.close(Status.UNAUTHENTICATED.withDescription("unauthorized"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }

    private <A> void answer(Message request, StreamObserver<A> observer, Supplier<A> answer) {
        requests.add(request);
        Status failure = failures.poll();
        if (failure != null) {
            observer.onError(failure.asException());
            return;
        }
        try {
            observer.onNext(answer.get());
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(e);
        }
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
    public void deleteDeployment(DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> observer) {
        answer(
                request,
                observer,
                () -> DeleteDeploymentResponse.newBuilder()
                        .setId(find(request.getRef()).getDeployment().getId())
                        .build());
    }

    @Override
    public void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> observer) {
        requests.add(request);
        Status failure = failures.poll();
        if (failure != null) {
            var trailers = new Metadata();
            trailers.put(AnsweredBy.KEY, AnsweredBy.GATEWAY);
            observer.onError(failure.asException(trailers));
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
