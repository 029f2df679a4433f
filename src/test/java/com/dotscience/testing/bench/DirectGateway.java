package com.dotscience.testing.bench;

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
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A Gateway without a database: it passes on at once what it gets, so that what is measured is the deployer. It speaks the
 * protocol with revisions and tombstones, to one deployer.
 */
final class DirectGateway implements AutoCloseable {

    private final Map<String, Deployment> news = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final Server server;
    private StreamObserver<Deployment> follower;
    /** Before the first news: 0 would say that it knows no revisions. */
    private long revision = 1;

    DirectGateway() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(new Service())
                    .directExecutor()
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** Returns whether it has a stream, so that it gets each change at once. */
    synchronized boolean isFollowed() {
        return follower != null;
    }

    /** Wants these from now on. */
    synchronized void put(Fleet wanted) {
        wanted.models()
                .forEach(model -> say(model.toBuilder().setRevision(++revision).build()));
    }

    /** They were removed, by somebody who confirmed how many. */
    synchronized void remove(Fleet unwanted) {
        unwanted.models()
                .forEach(model -> say(Deployment.newBuilder()
                        .setId(model.getId())
                        .setDeleted(true)
                        .setConfirmed(true)
                        .setRevision(++revision)
                        .build()));
    }

    /** Of how many model deployments it was reported how they are. */
    synchronized int reported() {
        return reported.size();
    }

    private void say(Deployment latest) {
        news.put(latest.getId(), latest);
        if (follower != null) {
            follower.onNext(latest);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends DeployerGrpc.DeployerImplBase {

        @Override
        public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> deployer) {
            answer(deployer, UpdateDeployerResponse.getDefaultInstance());
        }

        @Override
        public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> deployer) {
            synchronized (DirectGateway.this) {
                follower = deployer;
            }
        }

        @Override
        public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> deployer) {
            synchronized (DirectGateway.this) {
                answer(
                        deployer,
                        GetDeploymentsResponse.newBuilder()
                                .addAllDeployments(news.values())
                                .setRevision(revision)
                                .setTombstones(true)
                                .build());
            }
        }

        @Override
        public void updateDeployment(
                UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> deployer) {
            synchronized (DirectGateway.this) {
                reported.add(report.getId());
            }
            answer(deployer, UpdateDeploymentResponse.getDefaultInstance());
        }

        private static <T> void answer(StreamObserver<T> deployer, T answer) {
            deployer.onNext(answer);
            deployer.onCompleted();
        }
    }
}
