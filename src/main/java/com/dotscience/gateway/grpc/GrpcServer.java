package com.dotscience.gateway.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.gateway.grpc.limits.CallerLanes;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.EventLoops;
import com.dotscience.gateway.grpc.limits.Lanes;
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

/** The server that deployers and ds call: its two services, who may call them, and what each caller may cost. */
public final class GrpcServer implements AutoCloseable {

    /** How long calls that are under way when the Gateway stops may still take. */
    private static final long GRACE_SECONDS = 2;

    private final HealthStatusManager health = new HealthStatusManager();
    private final Lanes lanes = new Lanes();
    private final EventLoops eventLoops = new EventLoops();
    private final Server server;

    /**
     * @param port where it is to listen, see {@link GrpcPort}
     * @param timer for what is due later
     * @param clock what reports are dated with
     */
    public GrpcServer(
            NettyServerBuilder port,
            Registry registry,
            AdminToken admin,
            Streams streams,
            LogRelay logs,
            InstallManifest manifest,
            Metrics metrics,
            ScheduledExecutorService timer,
            Clock clock) {
        Connections connections = new Connections(metrics.endedConnections()::increment, System::nanoTime);
        metrics.ofConnections(connections::size);
        CallerLanes callers = new CallerLanes(lanes, connections);
        WrongTokens wrong = new WrongTokens(timer, metrics.wrongTokens());
        Turns turns = new Turns(timer);
        DeployerService deployerService = new DeployerService(registry, streams, logs, turns, new Seldom(), clock);
        ManagementService managementService = new ManagementService(registry, streams, logs, manifest);
        server = eventLoops
                .serve(port, connections)
                .executor(lanes.shared())
                .callExecutor(callers)
                .addService(Answers.around(ServerInterceptors.interceptForward(
                        deployerService,
                        new DeployerAuthentication(registry.tokens(), registry.presence(), callers, wrong),
                        turns,
                        new EarlyHeaders())))
                .addService(Answers.around(ServerInterceptors.interceptForward(
                        managementService, new AdminAuthentication(admin, callers, wrong))))
                .addService(ServerInterceptors.intercept(health.getHealthService(), new HealthWatches()))
                // Around all the others: it is to see the code that a call ends with.
                .intercept(metrics.ofCalls(List.of(deployerService, managementService)))
                .build();
        health.setStatus(DeployerGrpc.SERVICE_NAME, ServingStatus.SERVING);
        health.setStatus(ManagementGrpc.SERVICE_NAME, ServingStatus.SERVING);
    }

    /** @throws IOException if it cannot listen there */
    public SocketAddress start() throws IOException {
        return server.start().getListenSockets().get(0);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Waits until it is closed. */
    public void awaitClose() throws InterruptedException {
        server.awaitTermination();
    }

    /** From now on it takes no call; those under way go on. */
    public void refuseCalls() {
        health.enterTerminalState();
        server.shutdown();
    }

    public boolean refusesCalls() {
        return server.isShutdown();
    }

    /** Lets calls under way finish, within a few seconds. */
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
            lanes.close();
        }
    }
}
