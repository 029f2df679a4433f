package com.dotscience.testing;

import com.dotscience.testing.go.DeployerGrpc;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentFilter;
import com.dotscience.testing.go.GetDeploymentsResponse;
import com.dotscience.testing.go.Logs;
import com.dotscience.testing.go.LogsFilter;
import com.dotscience.testing.go.LogsRequest;
import com.dotscience.testing.go.UpdateDeployerRequest;
import com.dotscience.testing.go.UpdateDeployerResponse;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import com.dotscience.testing.go.UpdateDeploymentResponse;
import com.google.protobuf.Empty;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A foreign Gateway as the Go program is one, made from the protocol without our additions: no tombstones, no revisions,
 * no identity; what is removed is only missing from the next list; a stream says nothing until there is something to say.
 */
public final class GoGateway implements AutoCloseable {

    /** What it does with {@code UpdateDeployer}. */
    public enum Announcement {
        UNIMPLEMENTED,
        EMPTY
    }

    private final String token;
    private final Announcement announcement;
    private final Map<String, Deployment> wanted = new ConcurrentSkipListMap<>();
    private final List<StreamObserver<Deployment>> followers = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<LogsRequest>> logFollowers = new CopyOnWriteArrayList<>();
    private final List<UpdateDeploymentRequest> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger reportsToRefuse = new AtomicInteger();
    private final List<Logs> logs = new CopyOnWriteArrayList<>();
    private final AtomicLong lists = new AtomicLong();
    private final AtomicLong heldLists = new AtomicLong();
    private volatile CompletableFuture<Void> listsMayGo = CompletableFuture.completedFuture(null);
    private volatile boolean refusesLists;
    private final AtomicInteger refusedStreams = new AtomicInteger();
    private volatile boolean refusesStreams;
    private Server server;
    private int port;

    public GoGateway(String token, Announcement announcement) {
        this.token = token;
        this.announcement = announcement;
    }

    /** Listens on loopback: on a free port at first, on the same one whenever it is started again. */
    public GoGateway start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(ServerInterceptors.intercept(new Service(), new TokenCheck()))
                .addService(new HealthStatusManager().getHealthService())
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .build()
                .start();
        port = server.getPort();
        return this;
    }

    /** Goes away at once, and forgets who followed it; what is wanted and what was reported stays. */
    public void stop() {
        server.shutdownNow();
        followers.clear();
        logFollowers.clear();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Wants this from now on, and says so to whoever follows. */
    public void put(Deployment deployment) {
        wanted.put(deployment.getId(), deployment);
        followers.forEach(follower -> send(follower, deployment));
    }

    /** Does not want it any more, and says nothing: it is missing from the next list. */
    public void remove(String id) {
        wanted.remove(id);
    }

    public void requestLogs(LogsRequest request) {
        logFollowers.forEach(follower -> send(follower, request));
    }

    /** Whether it fails whoever asks for a list. */
    public void refuseLists(boolean refuse) {
        refusesLists = refuse;
    }

    /** From now on a list is taken when it is asked for, and waits on its way until {@link #letListsGo}. */
    public void holdLists() {
        listsMayGo = new CompletableFuture<>();
    }

    /** How many lists were taken and wait, or waited, on their way. */
    public long heldLists() {
        return heldLists.get();
    }

    /** Those that wait arrive, as old as they are by now. */
    public void letListsGo() {
        listsMayGo.complete(null);
    }

    /** Whether it knows no StreamDeployments: lists only. */
    public void refuseStreams(boolean refuse) {
        refusesStreams = refuse;
    }

    /** How often a stream was asked for that it does not know. */
    public int refusedStreams() {
        return refusedStreams.get();
    }

    /** How often a list was asked for. */
    public long lists() {
        return lists.get();
    }

    /** How many follow the stream of deployments now. */
    public int followers() {
        return followers.size();
    }

    /** How many wait for log requests now. */
    public int logFollowers() {
        return logFollowers.size();
    }

    /** The next reports, so many of them, are refused. */
    public void refuseReports(int reports) {
        reportsToRefuse.set(reports);
    }

    /** How many of them are still to be refused. */
    public int reportsToRefuse() {
        return reportsToRefuse.get();
    }

    public List<UpdateDeploymentRequest> reports() {
        return reports;
    }

    public List<Logs> logs() {
        return logs;
    }

    /** Observers are not thread-safe, and tests may put from anywhere. */
    private static <T> void send(StreamObserver<T> follower, T message) {
        synchronized (follower) {
            follower.onNext(message);
        }
    }

    private static <T> void answer(StreamObserver<T> caller, T message) {
        caller.onNext(message);
        caller.onCompleted();
    }

    private final class Service extends DeployerGrpc.DeployerImplBase {

        @Override
        public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> follower) {
            if (refusesStreams) {
                refusedStreams.incrementAndGet();
                super.streamDeployments(filter, follower);
                return;
            }
            follow(follower, followers);
        }

        @Override
        public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> caller) {
            lists.incrementAndGet();
            if (refusesLists) {
                caller.onError(Status.INTERNAL.withDescription("no list today").asRuntimeException());
                return;
            }
            GetDeploymentsResponse taken = GetDeploymentsResponse.newBuilder()
                    .addAllDeployments(wanted.values())
                    .build();
            if (!listsMayGo.isDone()) {
                heldLists.incrementAndGet();
            }
            listsMayGo.thenRun(() -> answer(caller, taken));
        }

        @Override
        public void updateDeployment(UpdateDeploymentRequest report, StreamObserver<UpdateDeploymentResponse> caller) {
            if (reportsToRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                caller.onError(
                        Status.INTERNAL.withDescription("no report today").asRuntimeException());
                return;
            }
            reports.add(report);
            answer(caller, UpdateDeploymentResponse.getDefaultInstance());
        }

        @Override
        public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> caller) {
            switch (announcement) {
                case UNIMPLEMENTED -> super.updateDeployer(request, caller);
                case EMPTY -> answer(caller, UpdateDeployerResponse.getDefaultInstance());
            }
        }

        @Override
        public void streamLogRequests(LogsFilter filter, StreamObserver<LogsRequest> follower) {
            follow(follower, logFollowers);
        }

        @Override
        public StreamObserver<Logs> sendLogs(StreamObserver<Empty> caller) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Logs line) {
                    logs.add(line);
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {
                    answer(caller, Empty.getDefaultInstance());
                }
            };
        }

        private <T> void follow(StreamObserver<T> follower, List<StreamObserver<T>> into) {
            ((ServerCallStreamObserver<T>) follower).setOnCancelHandler(() -> into.remove(follower));
            into.add(follower);
        }
    }

    private final class TokenCheck implements ServerInterceptor {

        private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
        private static final Metadata.Key<String> VERSION =
                Metadata.Key.of("version", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
            if (token.equals(metadata.get(TOKEN)) && metadata.containsKey(VERSION)) {
                return next.startCall(call, metadata);
            }
            call.close(Status.UNAUTHENTICATED.withDescription("unauthorized"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
