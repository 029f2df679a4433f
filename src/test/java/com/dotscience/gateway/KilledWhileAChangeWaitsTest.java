package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.KeepAlive;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoDeployer;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.ManagementClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while a change waits for its window: the Go program and a deployer of 0.1.0 hear nothing of it too early. */
@Embedded
class KilledWhileAChangeWaitsTest {

    /** What 0.1.0 announces. */
    private static final String RELEASED = "tombstones,revisions,logs";

    private static final String BEFORE = "quay.io/example/signs:1";

    @TempDir
    private Path data;

    private GatewayProcess gateway;
    private ManagementClient management;
    private ManagedChannel channel;
    private TestDeployer released;
    private GoDeployer go;
    private Instant opens;

    /** The window opens in half a day, by the clock of this machine. */
    @BeforeEach
    void start() throws Exception {
        opens = Instant.now().plus(Duration.ofHours(12)).truncatedTo(ChronoUnit.MINUTES);
        gateway = GatewayProcess.start(data);
        management = new ManagementClient(gateway.port(), gateway.adminToken());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
        var created = management.createDeployer("released");
        released = new TestDeployer(created.getDeployer().getId(), "released", created.getToken(), channel);
        go = GoDeployer.connect(gateway.port(), management.createDeployer("go").getToken(), Duration.ofMillis(100));
        for (String deployer : new String[] {"released", "go"}) {
            ModelDeployment made = management.get(management
                    .create(
                            deployer,
                            TestGateway.model("signs")
                                    .addMaintenanceWindows(window())
                                    .build())
                    .getId());
            management.update(TestGateway.withImage(made, "signs:2"));
        }
    }

    private MaintenanceWindow window() {
        ZonedDateTime opening = opens.atZone(ZoneOffset.UTC);
        return MaintenanceWindow.newBuilder()
                .setCron(opening.getMinute() + " " + opening.getHour() + " * * *")
                .setTimeZone("UTC")
                .setLength("1m")
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        go.close();
        channel.shutdownNow();
        management.close();
        gateway.process().destroyForcibly().waitFor();
    }

    @Test
    void bothHaveTheGenerationBeforeUntilTheWindowOpens() throws Exception {
        bothHave(BEFORE);

        kill();
        gateway = GatewayProcess.start(data, gateway.port(), Map.of());
        bothHave(BEFORE);

        kill();
        HandClock clock = new HandClock(opens.minusSeconds(1));
        try (GatewayServer again = GatewayServer.start(
                GatewayOptions.onLoopback(gateway.port(), data), new Clocks(clock, clock), KeepAlive.STANDARD)) {
            assertThat(again.port()).isEqualTo(gateway.port());
            bothHave(BEFORE);

            clock.set(opens);
            await().untilAsserted(() -> bothHave("signs:2"));
        }
        assertThat(go.complaints()).isEmpty();
    }

    private void kill() throws InterruptedException {
        gateway.process().destroyForcibly().waitFor();
    }

    /** As of a list that each of them asked for after this. */
    private void bothHave(String image) {
        int lists = go.lists();
        await().until(() -> go.lists() > lists + 1);
        assertThat(go.wanted().values())
                .extracting(wanted -> wanted.getDeployment().getImage())
                .containsExactly(image);
        assertThat(DeployerGrpc.newBlockingStub(released.channel(RELEASED))
                        .withWaitForReady()
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .listDeployments(DeploymentFilter.getDefaultInstance())
                        .getDeploymentsList())
                .extracting(wanted -> wanted.getDeployment().getImage())
                .containsExactly(image);
    }
}
