package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.FreezingProxy;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Kubeconfig;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is cut without a word to either side, as by a firewall that forgot it. */
@Embedded
class CutConnectionTest {

    private static final KeepAlive SHORT = new KeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final HandClock clock = new HandClock(Instant.now());
    private final StubbedLogs cluster = new StubbedLogs();
    private final List<LogLine> seen = new CopyOnWriteArrayList<>();
    private Installation installation;
    private FreezingProxy path;

    @BeforeEach
    void install(@TempDir Path folder) throws Exception {
        installation = new Installation(
                folder,
                new Kubeconfig(cluster.url(), "", "any"),
                options -> GatewayServer.start(options, new Clocks(clock, clock), SHORT));
        path = new FreezingProxy(installation.gatewayPort());
    }

    @AfterEach
    void uninstall() throws Exception {
        path.close();
        installation.close();
        cluster.close();
    }

    @Test
    void theDeployerIsShownOfflineAndConnectsAgainByItself() {
        installation.startDeployer("demo", Map.of("deployer.gateway.address", path.address()));
        Deployment wanted = installation.gateway().create("demo", model("models", "cats"));
        cluster.put(StubbedLogs.running(wanted.getId(), "cats-a"));
        await().until(() -> !installation.known(wanted).getReport().getStatus().isEmpty());
        cluster.log("cats-a").write("2026-01-02T03:04:05.1Z one\n");
        CompletableFuture<Status> reader = CompletableFuture.supplyAsync(() -> read(wanted, true));
        await().until(() -> !seen.isEmpty());

        path.freeze();

        assertThat(reader.join())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns(
                        "deployer 'demo' went away while it was sending logs: try again in a moment",
                        Status::getDescription);
        clock.pass(Duration.ofSeconds(30));
        await("offline").until(() -> !installation.gateway().isOnline("demo"));
        assertThat(installation.known(wanted).getStale()).isTrue();
        assertThat(read(wanted, true).getDescription())
                .isEqualTo("deployer 'demo' is offline: logs can be read when it is connected again");

        path.openNewPath();

        // The deployer has to notice by itself: it asks for a sign of life after 15 s, and waits 5 s for it.
        await("online again").until(() -> installation.gateway().isOnline("demo"));
        await("the end of the first reading at the cluster").until(() -> cluster.open() == 0);
        cluster.log("cats-a").write("2026-01-02T03:04:05.2Z two\n").end();
        await("logs again").until(() -> read(wanted, false).isOk());
        assertThat(seen).last().extracting(LogLine::getLine).isEqualTo("two");
    }

    private Status read(Deployment wanted, boolean follow) {
        try {
            installation
                    .gateway()
                    .logs(StreamLogsRequest.newBuilder()
                            .setRef(DeploymentRef.newBuilder().setDeployment(wanted.getId()))
                            .setFollow(follow)
                            .build())
                    .forEachRemaining(seen::add);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }
}
