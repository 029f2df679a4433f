package com.dotscience.gateway.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.grpc.limits.CallerExecutors;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.EventLoops;
import com.dotscience.gateway.grpc.limits.FairExecutor;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.stream.Streams;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The gRPC server: the two services, the interceptors that authenticate their calls, and the limits for each caller. */
public final class GrpcServer implements AutoCloseable {

    /** How long the calls that run when the Gateway stops may still take. */
    private static final long GRACE_SECONDS = 2;

    private final HealthStatusManager health = new HealthStatusManager();
    private final FairExecutor executor = new FairExecutor();
    private final EventLoops eventLoops = new EventLoops();
    private final Server server;

    /**
     * @param port the port to listen on, as {@link GrpcPort} configures it
     * @param timer runs delayed tasks
     * @param clock dates the reports of deployers
     */
    public GrpcServer(
            NettyServerBuilder port,
            Registry registry,
            AdminToken admin,
            Streams streams,
            LogRelay logs,
            DryRuns dryRuns,
            InstallManifest manifest,
            Metrics metrics,
            ScheduledExecutorService timer,
            Clock clock) {
        Connections connections = new Connections(metrics.endedConnections()::increment, System::nanoTime);
        metrics.registerConnections(connections::size);
        CallerExecutors callers = new CallerExecutors(executor, connections);
        WrongTokens wrongTokens = new WrongTokens(timer, metrics.wrongTokens());
        CallQueueInterceptor queues = new CallQueueInterceptor(timer);
        DeployerService deployerService =
                new DeployerService(registry, streams, logs, dryRuns, queues, new LogThrottle(), clock);
        ManagementService managementService = new ManagementService(registry, streams, logs, dryRuns, manifest);
        server = eventLoops
                .serve(port, connections)
                .executor(executor.shared())
                .callExecutor(callers)
                .addService(ErrorStatusInterceptor.around(ServerInterceptors.interceptForward(
                        deployerService,
                        new DeployerAuthentication(
                                registry.acceptedTokens(),
                                registry.presence(),
                                registry.leaseClaims(),
                                callers,
                                wrongTokens),
                        queues,
                        new EarlyHeaders())))
                .addService(ErrorStatusInterceptor.around(ServerInterceptors.interceptForward(
                        managementService, new AdminAuthentication(admin, callers, wrongTokens), new StatedCaller())))
                .addService(ServerInterceptors.intercept(health.getHealthService(), new HealthWatchLimit()))
                // This interceptor is the outermost, so that it sees the status that a call ends with.
                .intercept(metrics.callInterceptor(List.of(deployerService, managementService)))
                .build();
        health.setStatus(DeployerGrpc.SERVICE_NAME, ServingStatus.SERVING);
        health.setStatus(ManagementGrpc.SERVICE_NAME, ServingStatus.SERVING);
    }

    /** @throws IOException if it cannot listen there */
    public SocketAddress start() throws IOException {
        return server.start().getListenSockets().get(0);
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return server.getPort();
    }

    /** Waits until the server is closed. */
    public void awaitClose() throws InterruptedException {
        server.awaitTermination();
    }

    /** Refuses new calls from now on. Calls that run go on. */
    public void refuseCalls() {
        health.enterTerminalState();
        server.shutdown();
    }

    public boolean refusesCalls() {
        return server.isShutdown();
    }

    /** Lets running calls finish within a few seconds, and closes the server. */
    @Override
    public void close() {
        if (!refusesCalls()) {
            refuseCalls();
        }
        try {
            if (!server.awaitTermination(GRACE_SECONDS, SECONDS)) {
                server.shutdownNow().awaitTermination(GRACE_SECONDS, SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            eventLoops.close();
            executor.close();
        }
    }
}
