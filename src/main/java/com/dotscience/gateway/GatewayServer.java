package com.dotscience.gateway;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.Version;
import com.dotscience.api.management.ManagementGrpc;
import com.google.common.base.Suppliers;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Gateway: its database open, its port listening. Several can run in one process. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    // How long calls that are under way when the Gateway stops may still take.
    private static final long GRACE_SECONDS = 2;

    private final Database database;
    private final Metrics metrics = new Metrics();
    private final Hub<Deployment> deploymentStreams = new Hub<>(metrics::handedOut);
    private final Hub<LogsRequest> logStreams = new Hub<>();
    private final HealthStatusManager health = new HealthStatusManager();
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final Lanes lanes = new Lanes();
    private final EventLoops eventLoops = new EventLoops();
    private final Connections connections = new Connections(metrics.endedConnections()::increment, System::nanoTime);
    private final LogRelay logs = new LogRelay(logStreams, housekeeping, LogRelay.PATIENCE);
    private final InstallManifest manifest = new InstallManifest();
    private final Changes changes;
    private final DesiredState desiredState;
    private final Deployers deployers;
    private final DeployerTokens tokens;
    private final Overlaps overlaps;
    private final AdminToken admin;
    private final Server server;
    private HttpPort http;
    private Optional<String> adminToken = Optional.empty();

    /**
     * Starts a Gateway.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    public static GatewayServer start(GatewayOptions options) {
        return start(options, Optional.empty());
    }

    /**
     * Starts a Gateway whose admin token is known, if one is given.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    static GatewayServer start(GatewayOptions options, Optional<Token> adminToken) {
        return start(options, adminToken, Clock.systemUTC(), new SteadyClock(Clock.systemUTC()), KeepAlive.STANDARD);
    }

    static GatewayServer start(GatewayOptions options, Clock clock) {
        return start(options, clock, clock, KeepAlive.STANDARD);
    }

    /**
     * Starts a Gateway with another idea of time.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    public static GatewayServer start(GatewayOptions options, Clock clock, KeepAlive keepAlive) {
        return start(options, clock, clock, keepAlive);
    }

    /**
     * @param clock what is shown
     * @param steady what time is measured with
     */
    static GatewayServer start(GatewayOptions options, Clock clock, Clock steady, KeepAlive keepAlive) {
        return start(options, Optional.empty(), clock, steady, keepAlive);
    }

    private static GatewayServer start(
            GatewayOptions options, Optional<Token> adminToken, Clock clock, Clock steady, KeepAlive keepAlive) {
        InetAddress host = options.address();
        NettyServerBuilder grpc = GrpcPort.at(new InetSocketAddress(host, options.port()), options.tls(), keepAlive);
        GatewayServer gateway = new GatewayServer(options.databaseUrl(), grpc, clock, steady);
        try {
            adminToken.ifPresent(gateway.admin::set);
            gateway.begin(options, host);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private GatewayServer(String databaseUrl, NettyServerBuilder grpc, Clock clock, Clock steady) {
        database = Database.open(databaseUrl);
        SecureRandom random = new SecureRandom();
        changes = new Changes(database, clock);
        desiredState = new DesiredState(database, steady);
        admin = new AdminToken(database, AdminTokenHandover.beside(databaseUrl), random, clock);
        deployers = new Deployers(database, changes, random, clock);
        List<Hub<?>> streams = List.of(deploymentStreams, logStreams);
        Presence presence = new Presence(deployers, streams, clock, steady);
        tokens = new DeployerTokens(database, changes, random, steady);
        TokenStreams tokenStreams = new TokenStreams(streams, logs);
        overlaps = new Overlaps(tokens, tokenStreams, steady);
        ShownDeployers shown = new ShownDeployers(deployers, tokens, presence);
        TokenCalls tokenCalls =
                new TokenCalls(tokens, new TokenIdentity(presence), tokenStreams, overlaps, presence, shown);
        OldDeployers oldDeployers = new OldDeployers(presence);
        ModelDeployments modelDeployments =
                new ModelDeployments(database, changes, deploymentStreams, oldDeployers, presence, clock, steady);
        Turns turns = new Turns(housekeeping);
        DeployerService deployerService = new DeployerService(
                deployers,
                tokens,
                presence,
                modelDeployments,
                desiredState,
                deploymentStreams,
                logStreams,
                logs,
                turns,
                new Seldom(),
                clock);
        ManagementService managementService = new ManagementService(
                deployers,
                tokens,
                tokenCalls,
                shown,
                modelDeployments,
                presence,
                oldDeployers,
                streams,
                logs,
                manifest);
        metrics.ofDeployers(deploymentStreams::size);
        metrics.ofConnections(connections::size);
        CallerLanes callers = new CallerLanes(lanes, connections);
        WrongTokens wrong = new WrongTokens(housekeeping, metrics.wrongTokens());
        server = eventLoops
                .serve(grpc, connections)
                .executor(lanes.shared())
                .callExecutor(callers)
                .addService(Answers.around(ServerInterceptors.interceptForward(
                        deployerService,
                        new DeployerAuthentication(tokens, presence, callers, wrong),
                        turns,
                        new EarlyHeaders())))
                .addService(Answers.around(ServerInterceptors.interceptForward(
                        managementService, new AdminAuthentication(admin, callers, wrong))))
                .addService(ServerInterceptors.intercept(health.getHealthService(), new HealthWatches()))
                // Around all the others: it is to see the code that a call ends with.
                .intercept(metrics.ofCalls(List.of(deployerService, managementService)))
                .build();
    }

    private void begin(GatewayOptions options, InetAddress host) {
        changes.advance();
        desiredState.purgeTombstones();
        tokens.bound();
        health.setStatus(DeployerGrpc.SERVICE_NAME, ServingStatus.SERVING);
        health.setStatus(ManagementGrpc.SERVICE_NAME, ServingStatus.SERVING);
        listen(options.host() + ":" + options.port(), "--listen", server::start);
        http = listen(
                options.host() + ":" + options.httpPort(),
                "--http-port",
                () -> HttpPort.start(new InetSocketAddress(host, options.httpPort()), options.tls(), pages(options)));
        LOG.info(
                "The Gateway {} is listening on {}",
                Version.current(),
                server.getListenSockets().get(0));
        LOG.info("Health and metrics are on port {}", http.port());
        housekeeping.scheduleAtFixedRate(this::purge, 1, 1, HOURS);
        housekeeping.scheduleWithFixedDelay(overlaps, 1, 1, SECONDS);
    }

    private Map<String, HttpPort.Page> pages(GatewayOptions options) {
        // However often it is asked, one write a second.
        Supplier<Boolean> written = Suppliers.memoizeWithExpiration(database::writes, 1, SECONDS);
        return Map.of(
                "/health",
                asked -> new Health(written.get(), deploymentStreams.size()).shown(),
                "/health/live",
                asked -> Health.live(),
                "/metrics",
                asked -> metrics.shown(),
                "/dotscience",
                new InstallPage(manifest, tokens::holder, new Advertised(options.advertised())));
    }

    private interface Listening<T> {
        T start() throws IOException;
    }

    private static <T> T listen(String where, String option, Listening<T> listening) {
        try {
            return listening.start();
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot listen on " + where + ": " + deepest(e).getMessage()
                            + "; stop the program that uses it, or choose another " + option,
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

    /** The port it listens on, for gRPC. */
    public int port() {
        return server.getPort();
    }

    /** The port of its health and metrics. */
    public int httpPort() {
        return http.port();
    }

    /**
     * The token of the management API, made by this if there was none yet: only who can read it asks, since it is known this
     * once. Empty if there was one before this start.
     */
    public synchronized Optional<String> adminToken() {
        if (adminToken.isEmpty()) {
            adminToken = admin.createIfMissing();
        }
        return adminToken;
    }

    /** The token of the management API. */
    AdminToken admin() {
        return admin;
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
            if (http != null) {
                http.close();
            }
            changes.close();
            eventLoops.close();
            lanes.close();
            metrics.close();
            database.close();
        }
    }
}
