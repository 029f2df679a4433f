package com.dotscience.gateway;

import com.dotscience.api.Version;
import com.dotscience.gateway.grpc.GrpcPort;
import com.dotscience.gateway.grpc.GrpcServer;
import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.gateway.options.StartFailure;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.store.AdminTokenHandover;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Token;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.text.Causes;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Gateway: its database open, its port listening. Several can run in one process. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final Metrics metrics = new Metrics();
    private final Streams streams = new Streams(metrics::handedOut);
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final LogRelay logs = new LogRelay(streams.logRequests(), housekeeping, LogRelay.PATIENCE);
    private final InstallManifest manifest = new InstallManifest();
    private final Database database;
    private final AdminToken admin;
    private final Registry registry;
    private final GrpcServer grpc;
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
        NettyServerBuilder port = GrpcPort.at(new InetSocketAddress(host, options.port()), options.tls(), keepAlive);
        GatewayServer gateway = new GatewayServer(options.databaseUrl(), port, clock, steady);
        try {
            adminToken.ifPresent(gateway.admin::set);
            gateway.begin(options, host);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private GatewayServer(String databaseUrl, NettyServerBuilder port, Clock clock, Clock steady) {
        database = Database.open(databaseUrl);
        admin = new AdminToken(database, AdminTokenHandover.beside(databaseUrl), new SecureRandom(), clock);
        registry = Registry.of(database, streams, logs, clock, steady);
        grpc = new GrpcServer(port, registry, admin, streams, logs, manifest, metrics, housekeeping, clock);
        metrics.ofDeployers(streams.deployments()::size);
    }

    private void begin(GatewayOptions options, InetAddress host) {
        registry.begin();
        SocketAddress listening = listen(options.host() + ":" + options.port(), "--listen", grpc::start);
        var pages = HttpPages.of(database, streams, metrics, manifest, registry.tokens(), options.advertised());
        http = listen(
                options.host() + ":" + options.httpPort(),
                "--http-port",
                () -> HttpPort.start(new InetSocketAddress(host, options.httpPort()), options.tls(), pages));
        LOG.info("The Gateway {} is listening on {}", Version.current(), listening);
        LOG.info("Health and metrics are on port {}", http.port());
        registry.keepHouse(housekeeping);
    }

    private interface Listening<T> {
        T start() throws IOException;
    }

    private static <T> T listen(String where, String option, Listening<T> listening) {
        try {
            return listening.start();
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot listen on " + where + ": " + Causes.root(e)
                            + "; stop the program that uses it, or choose another " + option,
                    e);
        }
    }

    /** The port it listens on, for gRPC. */
    public int port() {
        return grpc.port();
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

    /** Waits until it is closed. */
    public void awaitClose() throws InterruptedException {
        grpc.awaitClose();
    }

    /** Ends all streams with UNAVAILABLE, lets calls under way finish, and closes the database; takes a few seconds at most. */
    @Override
    public void close() {
        if (grpc.refusesCalls()) {
            return;
        }
        grpc.refuseCalls();
        streams.close();
        logs.close();
        housekeeping.shutdownNow();
        grpc.close();
        if (http != null) {
            http.close();
        }
        registry.close();
        metrics.close();
        database.close();
    }
}
