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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A Gateway without a database: it says at once what it is told, so that what is measured is the deployer. It speaks the
 * protocol with revisions and tombstones, to one deployer.
 */
final class DirectGateway implements AutoCloseable {

    private final Map<String, Deployment> news = new LinkedHashMap<>();
    private final Server server;
    private StreamObserver<Deployment> follower;
    private long revision;

    DirectGateway() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(new Service())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    synchronized boolean isFollowed() {
        return follower != null;
    }

    /** Wants this from now on. Returns it as it was sent, with an id. */
    synchronized Deployment put(Deployment wanted) {
        String id = wanted.getId().isEmpty() ? UUID.randomUUID().toString() : wanted.getId();
        return say(wanted.toBuilder().setId(id).setRevision(++revision).build());
    }

    synchronized void remove(Deployment unwanted) {
        say(Deployment.newBuilder()
                .setId(unwanted.getId())
                .setDeleted(true)
                .setConfirmed(true)
                .setRevision(++revision)
                .build());
    }

    private Deployment say(Deployment latest) {
        news.put(latest.getId(), latest);
        follower.onNext(latest);
        return latest;
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
                                .setRevision(Math.max(revision, 1))
                                .setTombstones(true)
                                .build());
            }
        }

        @Override
        public void updateDeployment(
                UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> deployer) {
            answer(deployer, UpdateDeploymentResponse.getDefaultInstance());
        }

        private static <T> void answer(StreamObserver<T> deployer, T answer) {
            deployer.onNext(answer);
            deployer.onCompleted();
        }
    }
}
