package com.dotscience.gateway;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.Version;
import com.dotscience.api.management.ManagementGrpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Gateway: its database open, its port listening. Several can run in one process. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    // How long calls that are under way when the Gateway stops may still take.
    private static final long GRACE_SECONDS = 2;

    private final Database database;
    private final Hub<Deployment> deploymentStreams = new Hub<>();
    private final Hub<LogsRequest> logStreams = new Hub<>();
    private final HealthStatusManager health = new HealthStatusManager();
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final LogRelay logs = new LogRelay(logStreams, housekeeping, LogRelay.PATIENCE);
    private final Changes changes;
    private final DesiredState desiredState;
    private final AdminToken admin;
    private final Server server;
    private Optional<String> adminToken = Optional.empty();

    /**
     * Starts a Gateway.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    public static GatewayServer start(GatewayOptions options) {
        return start(options, Clock.systemUTC());
    }

    static GatewayServer start(GatewayOptions options, Clock clock) {
        return start(options, clock, KeepAlive.STANDARD);
    }

    /**
     * Starts a Gateway with another idea of time.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    public static GatewayServer start(GatewayOptions options, Clock clock, KeepAlive keepAlive) {
        InetSocketAddress address = options.address();
        NettyServerBuilder builder = builder(address, options)
                .keepAliveTime(keepAlive.silence().toNanos(), NANOSECONDS)
                .keepAliveTimeout(keepAlive.patience().toNanos(), NANOSECONDS);
        GatewayServer gateway = new GatewayServer(Database.open(options.databaseUrl()), builder, clock);
        try {
            gateway.begin();
            return gateway;
        } catch (IOException e) {
            gateway.close();
            throw new StartFailure(
                    "cannot listen on " + options.host() + ":" + options.port() + ": "
                            + deepest(e).getMessage() + "; stop the program that uses it, or choose another --listen",
                    e);
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private GatewayServer(Database database, NettyServerBuilder builder, Clock clock) {
        this.database = database;
        SecureRandom random = new SecureRandom();
        changes = new Changes(database, clock);
        desiredState = new DesiredState(database, clock);
        admin = new AdminToken(database, random, clock);
        ModelDeployments modelDeployments = new ModelDeployments(database, changes, deploymentStreams, clock);
        Deployers deployers = new Deployers(database, changes, random, clock);
        Presence presence = new Presence(deployers, List.of(deploymentStreams, logStreams), clock);
        server = builder
                // The Go program pings every 10 s; gRPC's own default takes that for abuse.
                .permitKeepAliveTime(5, SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(ServerInterceptors.interceptForward(
                        new DeployerService(
                                deployers, modelDeployments, desiredState, deploymentStreams, logStreams, logs, clock),
                        new Answers(),
                        new DeployerAuthentication(deployers, presence),
                        new EarlyHeaders()))
                .addService(ServerInterceptors.interceptForward(
                        new ManagementService(
                                deployers, modelDeployments, presence, List.of(deploymentStreams, logStreams), logs),
                        new Answers(),
                        new AdminAuthentication(admin)))
                .addService(health.getHealthService())
                .build();
    }

    private void begin() throws IOException {
        changes.advance();
        desiredState.purgeTombstones();
        health.setStatus(DeployerGrpc.SERVICE_NAME, ServingStatus.SERVING);
        health.setStatus(ManagementGrpc.SERVICE_NAME, ServingStatus.SERVING);
        server.start();
        LOG.info(
                "The Gateway {} is listening on {}",
                Version.current(),
                server.getListenSockets().get(0));
        // Only now: a token made by a start that fails would never be shown.
        adminToken = admin.createIfMissing();
        housekeeping.scheduleAtFixedRate(this::purge, 1, 1, HOURS);
    }

    private static NettyServerBuilder builder(InetSocketAddress address, GatewayOptions options) {
        if (options.tls().isEmpty()) {
            return NettyServerBuilder.forAddress(address, InsecureServerCredentials.create());
        }
        Path certificate = options.tls().get().certificate();
        Path key = options.tls().get().key();
        for (Path file : List.of(certificate, key)) {
            if (!Files.isReadable(file)) {
                throw new StartFailure("cannot read " + file + "; check --tls-cert and --tls-key");
            }
        }
        try {
            return NettyServerBuilder.forAddress(
                    address, TlsServerCredentials.create(certificate.toFile(), key.toFile()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    certificate + " and " + key + " are no certificate and key: both must be PEM files,"
                            + " the key in PKCS#8 and not encrypted",
                    e);
        }
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    private void purge() {
        try {
            desiredState.purgeTombstones();
        } catch (DatabaseAway e) {
            LOG.info("Old tombstones stay for another hour: {}", e.getMessage());
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The token of the management API, if this was the first start of its database; it is known this once. */
    public Optional<String> adminToken() {
        return adminToken;
    }

    /** Waits until it was closed. */
    public void awaitClose() throws InterruptedException {
        server.awaitTermination();
    }

    /** Ends all streams with UNAVAILABLE, lets calls under way finish, and closes the database; takes a few seconds at most. */
    @Override
    public void close() {
        if (server.isShutdown()) {
            return;
        }
        health.enterTerminalState();
        server.shutdown();
        deploymentStreams.close();
        logStreams.close();
        logs.close();
        housekeeping.shutdownNow();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, SECONDS)) {
                server.shutdownNow().awaitTermination(GRACE_SECONDS, SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            database.close();
        }
    }
}
