package com.dotscience.deployer;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeployerResponse;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.UpdateDeploymentResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A Gateway with our additions, on loopback, that says what a test likes, whether it is true or not; it takes any token. */
final class LyingGateway implements AutoCloseable {

    private final Map<String, Deployment> news = new ConcurrentHashMap<>();
    private final Map<String, UpdateDeploymentRequest> reports = new ConcurrentHashMap<>();
    private final List<StreamObserver<Deployment>> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong revision = new AtomicLong(1);
    private final AtomicLong lists = new AtomicLong();
    private final AtomicLong lies = new AtomicLong();
    private volatile UnaryOperator<GetDeploymentsResponse> lie = UnaryOperator.identity();
    private volatile Duration wait = Duration.ZERO;
    private Server server;
    private int port;
    private volatile String identity = "";

    LyingGateway() throws IOException {
        start();
    }

    /** Listens: on a free port at first, on the same one whenever it is started again. */
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new Service())
                .build()
                .start();
        port = server.getPort();
    }

    /** Ends all at once: the calls that are under way are cut off. It remembers what it knew. */
    void stop() throws InterruptedException {
        server.shutdownNow().awaitTermination();
        followers.clear();
    }

    /** Gives lists in another form than they are true. */
    void lie(UnaryOperator<GetDeploymentsResponse> other) {
        lies.set(0);
        lie = other;
    }

    /** How many lists it has given since it was last told how to lie. */
    long lies() {
        return lies.get();
    }

    /** Answers after this time. */
    void answerAfter(Duration time) {
        wait = time;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Names this identity from the next connection on. */
    LyingGateway naming(String name) {
        identity = name;
        return this;
    }

    /** As our Gateway gives them. */
    static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static Deployment model(String name) {
        return Deployment.newBuilder()
                .setId(id(name))
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder().setImage("image:1").setReplicas(1))
                .build();
    }

    void want(Deployment wanted) {
        say(wanted.toBuilder().setRevision(revision.incrementAndGet()).build());
    }

    void tombstone(String name, boolean confirmed) {
        say(bury(name, confirmed));
    }

    /** In the next list, all of them at once, and in no stream. */
    void tombstonesInAList(Collection<String> names, boolean confirmed) {
        names.stream().map(name -> bury(name, confirmed)).forEach(dead -> news.put(dead.getId(), dead));
    }

    private Deployment bury(String name, boolean confirmed) {
        return Deployment.newBuilder()
                .setId(id(name))
                .setDeleted(true)
                .setRevision(revision.incrementAndGet())
                .setAwaited(true)
                .setConfirmed(confirmed)
                .build();
    }

    /** As one that was restored from an older backup. */
    void forget(String name) {
        news.remove(id(name));
        revision.incrementAndGet();
    }

    private void say(Deployment latest) {
        news.put(latest.getId(), latest);
        followers.forEach(follower -> {
            synchronized (follower) {
                follower.onNext(latest);
            }
        });
    }

    /** The message of the last report; empty if there was none. */
    String said(String name) {
        UpdateDeploymentRequest last = reports.get(id(name));
        return last == null ? "" : last.getMessage();
    }

    /** How many follow its stream. */
    int followers() {
        return followers.size();
    }

    /** How many lists were asked for. */
    long lists() {
        return lists.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends DeployerGrpc.DeployerImplBase {

        @Override
        public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> deployer) {
            answer(
                    deployer,
                    UpdateDeployerResponse.newBuilder().setIdentity(identity).build());
        }

        @Override
        public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> deployer) {
            ((ServerCallStreamObserver<Deployment>) deployer).setOnCancelHandler(() -> followers.remove(deployer));
            followers.add(deployer);
        }

        @Override
        public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> deployer) {
            lists.incrementAndGet();
            GetDeploymentsResponse truth = GetDeploymentsResponse.newBuilder()
                    .addAllDeployments(news.values())
                    .setRevision(revision.get())
                    .setTombstones(true)
                    .build();
            answer(deployer, lie.apply(truth));
            lies.incrementAndGet();
        }

        @Override
        public void updateDeployment(
                UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> deployer) {
            reports.put(report.getId(), report);
            answer(deployer, UpdateDeploymentResponse.getDefaultInstance());
        }

        private <T> void answer(StreamObserver<T> deployer, T answer) {
            LockSupport.parkNanos(wait.toNanos());
            deployer.onNext(answer);
            deployer.onCompleted();
        }
    }
}
