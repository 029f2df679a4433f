package com.dotscience.deployer;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A Gateway with our additions, on loopback, that says what a test likes, whether it is true or not; it takes any token. */
final class LyingGateway implements AutoCloseable {

    private final Map<String, Deployment> news = new ConcurrentHashMap<>();
    private final Map<String, UpdateDeploymentRequest> reports = new ConcurrentHashMap<>();
    private final List<StreamObserver<Deployment>> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong revision = new AtomicLong(1);
    private final AtomicLong lists = new AtomicLong();
    private final Server server;
    private volatile String identity = "";
    private volatile boolean tombstones = true;

    LyingGateway() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Service())
                .build()
                .start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Names this identity from the next connection on. */
    LyingGateway naming(String name) {
        identity = name;
        return this;
    }

    /** Its lists say that they know no tombstones. */
    LyingGateway withoutTombstones() {
        tombstones = false;
        return this;
    }

    void want(Deployment wanted) {
        say(wanted.toBuilder().setRevision(revision.incrementAndGet()).build());
    }

    void tombstone(String id, boolean confirmed) {
        say(bury(id, confirmed));
    }

    /** In the next list, all of them at once, and in no stream. */
    void tombstonesInAList(Collection<String> ids, boolean confirmed) {
        ids.stream().map(id -> bury(id, confirmed)).forEach(dead -> news.put(dead.getId(), dead));
    }

    private Deployment bury(String id, boolean confirmed) {
        return Deployment.newBuilder()
                .setId(id)
                .setDeleted(true)
                .setRevision(revision.incrementAndGet())
                .setAwaited(true)
                .setConfirmed(confirmed)
                .build();
    }

    /** As one that was restored from an older backup. */
    void forget(String id) {
        news.remove(id);
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
    String said(String id) {
        UpdateDeploymentRequest last = reports.get(id);
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
            answer(
                    deployer,
                    GetDeploymentsResponse.newBuilder()
                            .addAllDeployments(news.values())
                            .setRevision(revision.get())
                            .setTombstones(tombstones)
                            .build());
        }

        @Override
        public void updateDeployment(
                UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> deployer) {
            reports.put(report.getId(), report);
            answer(deployer, UpdateDeploymentResponse.getDefaultInstance());
        }

        private static <T> void answer(StreamObserver<T> deployer, T answer) {
            deployer.onNext(answer);
            deployer.onCompleted();
        }
    }
}
