package com.dotscience.gateway;

import com.dotscience.api.Version;
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.grpc.GrpcPort;
import com.dotscience.gateway.grpc.GrpcServer;
import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.options.Clocks;
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
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Gateway, with its database open and its ports listening. Several can run in one process. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final Metrics metrics = new Metrics();
    private final Streams streams = new Streams(metrics::recordFanOut);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final LogRelay logs = new LogRelay(streams.logRequests(), timer, LogRelay.TIMEOUT);
    private final DryRuns dryRuns = new DryRuns(streams, timer, DryRuns.TIMEOUT);
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
     * Starts a Gateway, and sets its admin token if one is given.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    static GatewayServer start(GatewayOptions options, Optional<Token> adminToken) {
        return start(options, adminToken, Clocks.ofSystem(), KeepAlive.STANDARD);
    }

    /**
     * Starts a Gateway with other clocks and another keepalive, for tests and benchmarks.
     *
     * @throws StartFailure if it cannot start; its message says what to do
     */
    public static GatewayServer start(GatewayOptions options, Clocks clocks, KeepAlive keepAlive) {
        return start(options, Optional.empty(), clocks, keepAlive);
    }

    private static GatewayServer start(
            GatewayOptions options, Optional<Token> adminToken, Clocks clocks, KeepAlive keepAlive) {
        InetAddress host = options.address();
        NettyServerBuilder port = GrpcPort.at(new InetSocketAddress(host, options.port()), options.tls(), keepAlive);
        GatewayServer gateway = new GatewayServer(options.databaseUrl(), port, clocks);
        try {
            adminToken.ifPresent(gateway.admin::set);
            gateway.listen(options, host);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private GatewayServer(String databaseUrl, NettyServerBuilder port, Clocks clocks) {
        database = Database.open(databaseUrl);
        admin = new AdminToken(database, AdminTokenHandover.beside(databaseUrl), new SecureRandom(), clocks.wall());
        registry = Registry.of(database, streams, logs, clocks);
        grpc = new GrpcServer(port, registry, admin, streams, logs, dryRuns, manifest, metrics, timer, clocks.wall());
        metrics.registerDeployers(streams.deployments()::size);
    }

    private void listen(GatewayOptions options, InetAddress host) {
        registry.prepare();
        registry.scheduleCanaries(timer);
        SocketAddress listening = open(options.host() + ":" + options.port(), "--listen", grpc::start);
        var pages = HttpPages.of(database, streams, metrics, manifest, registry.acceptedTokens(), options.advertised());
        http = open(
                options.host() + ":" + options.httpPort(),
                "--http-port",
                () -> HttpPort.start(new InetSocketAddress(host, options.httpPort()), options.tls(), pages));
        LOG.info("The Gateway {} is listening on {}", Version.current(), listening);
        LOG.info("Health and metrics are on port {}", http.port());
        registry.start(timer);
    }

    private interface Opening<T> {
        T start() throws IOException;
    }

    private static <T> T open(String where, String option, Opening<T> opening) {
        try {
            return opening.start();
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot listen on " + where + ": " + Causes.root(e)
                            + "; stop the program that uses it, or choose another " + option,
                    e);
        }
    }

    /** Returns the port for gRPC. */
    public int port() {
        return grpc.port();
    }

    /** Returns the port for health, metrics and the install page. */
    public int httpPort() {
        return http.port();
    }

    /**
     * Creates the admin token if there is none, and returns it. Only its hash is stored, so call this only where a person can read the
     * result. It is empty if there was a token before this start.
     */
    public synchronized Optional<String> adminToken() {
        if (adminToken.isEmpty()) {
            adminToken = admin.createIfMissing();
        }
        return adminToken;
    }

    /** Returns the admin token, which opens the management API. */
    AdminToken admin() {
        return admin;
    }

    /** Waits until the Gateway is closed. */
    public void awaitClose() throws InterruptedException {
        grpc.awaitClose();
    }

    /** Ends all streams with UNAVAILABLE, lets running calls finish, and closes the database. It takes a few seconds at most. */
    @Override
    public void close() {
        if (grpc.refusesCalls()) {
            return;
        }
        grpc.refuseCalls();
        streams.close();
        logs.close();
        dryRuns.close();
        timer.shutdownNow();
        grpc.close();
        if (http != null) {
            http.close();
        }
        registry.close();
        metrics.close();
        database.close();
    }
}
