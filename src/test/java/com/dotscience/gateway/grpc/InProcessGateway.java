package com.dotscience.gateway.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.grpc.limits.CallerExecutors;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.FairExecutor;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.stream.Streams;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The two services of a Gateway, as {@link GrpcServer} puts them together, on a database in memory and in the thread of the caller. Only
 * what makes a caller wait for others is left out, and time stands still. What was stored can be put back.
 */
final class InProcessGateway {

    private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");

    private static final List<String> TABLES = List.of(
            "deployers",
            "deployer_labels",
            "old_tokens",
            "model_deployments",
            "tombstones",
            "generations",
            "events",
            "canaries",
            "fleet_updates",
            "fleet_members",
            "change_clock");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Metrics metrics = new Metrics();
    private final Streams streams = new Streams(metrics::recordFanOut);
    private final Database database = Database.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final Channel channel;
    private final String adminToken;

    InProcessGateway() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        LogRelay logs = new LogRelay(streams.logRequests(), timer, LogRelay.TIMEOUT);
        DryRuns dryRuns = new DryRuns(streams, timer, DryRuns.TIMEOUT);
        Registry registry = Registry.of(database, streams, logs, new Clocks(clock, clock));
        registry.prepare();
        AdminToken admin = new AdminToken(database, Optional.empty(), new SecureRandom(), clock);
        adminToken = admin.createIfMissing().orElseThrow();
        Connections connections = new Connections(() -> {}, System::nanoTime);
        CallerExecutors callers = new CallerExecutors(new FairExecutor(), connections);
        WrongTokens wrongTokens = new WrongTokens(timer, metrics.wrongTokens());
        String name = UUID.randomUUID().toString();
        try {
            InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(ErrorStatusInterceptor.around(ServerInterceptors.interceptForward(
                            new DeployerService(
                                    registry,
                                    streams,
                                    logs,
                                    dryRuns,
                                    new CallQueueInterceptor(timer),
                                    new LogThrottle(),
                                    clock),
                            new DeployerAuthentication(
                                    registry.acceptedTokens(),
                                    registry.presence(),
                                    registry.leaseClaims(),
                                    callers,
                                    wrongTokens),
                            new EarlyHeaders())))
                    .addService(ErrorStatusInterceptor.around(ServerInterceptors.interceptForward(
                            new ManagementService(registry, streams, logs, dryRuns, new InstallManifest()),
                            new AdminAuthentication(admin, callers, wrongTokens),
                            new StatedCaller())))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    /** For calls of whoever manages. */
    Channel management() {
        return with("authorization", "Bearer " + adminToken);
    }

    /** For calls of the deployer with this token, which knows all that there is. */
    Channel deployer(String token) {
        return ClientInterceptors.intercept(
                with("token", token),
                MetadataUtils.newAttachHeadersInterceptor(
                        metadata("capabilities", "tombstones,revisions,logs,dry-run,removals,canary")));
    }

    private Channel with(String key, String value) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata(key, value)));
    }

    private static Metadata metadata(String key, String value) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of(key, ASCII_STRING_MARSHALLER), value);
        return metadata;
    }

    /** Remembers all that is stored now. */
    void remember() {
        database.transaction(transaction -> {
            for (String table : TABLES) {
                transaction.update("CREATE TABLE remembered_" + table + " AS SELECT * FROM " + table);
            }
            return null;
        });
    }

    /** Puts back what was stored when it was remembered. */
    void putBack() {
        database.transaction(transaction -> {
            transaction.update("SET REFERENTIAL_INTEGRITY FALSE");
            for (String table : TABLES) {
                transaction.update("DELETE FROM " + table);
                transaction.update("INSERT INTO " + table + " SELECT * FROM remembered_" + table);
            }
            transaction.update("SET REFERENTIAL_INTEGRITY TRUE");
            return null;
        });
    }
}
