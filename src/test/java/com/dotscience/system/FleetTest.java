package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.gateway.GatewayProcess;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.testing.Command;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.SimulatedRollouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A fleet update by whole deployers, with the Gateway, on PostgreSQL, and ds in processes of their own, which are killed. */
@ExtendWith(TestDatabases.class)
@Embedded
class FleetTest {
    private static final List<String> NAMES = List.of("d1", "d2", "d3");

    private final List<DeployerApplication> deployers = new ArrayList<>();
    private final List<Deployment> models = new ArrayList<>();
    private Path folder;
    private Map<String, String> database;
    private EmbeddedCluster cluster;
    private SimulatedRollouts rollouts;
    private GatewayProcess gateway;
    private ManagementClient management;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path folder) throws IOException {
        this.folder = folder;
        database = Map.of("DS_GATEWAY_DATABASE_URL", databases.fresh(TestDatabases.Kind.POSTGRESQL, folder));
        cluster = EmbeddedCluster.start();
        rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
        gateway = GatewayProcess.start(folder, 0, database);
        management = new ManagementClient(gateway.port(), gateway.adminToken());
        for (String name : NAMES) {
            String token = management.createDeployer(name).getToken();
            assertThat(ds("deployer", "label", name, "site=eu").output())
                    .isEqualTo("Deployer " + name + " has the labels site=eu\n");
            models.add(management.create(name, model("models", "signs")));
            deployers.add(startDeployer(token));
        }
        await().untilAsserted(() -> assertThat(management.list())
                .allMatch(known -> known.getReport().getStatus().startsWith("Deployment: ready")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        deployers.forEach(DeployerApplication::close);
        management.close();
        gateway.process().destroyForcibly().waitFor();
        rollouts.close();
        cluster.close();
    }

    @Test
    void aGatewayAndDsThatAreKilledInTheMiddleOfAWaveGoOnWhereTheyStood() throws Exception {
        // Nothing becomes ready from now on.
        rollouts.close();
        Process ds = start(
                ds("deployment", "update", "signs", "--deployer-label", "site=eu", "-i", "example/model:2", "--wait"));
        await().until(() -> generations().equals(List.of(2L, 1L, 1L)));
        ds.destroyForcibly().waitFor();
        kill();

        startGateway();
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(management.fleetUpdate("signs").getMembersList())
                        .extracting(FleetMember::getMessage)
                        .first()
                        .asString()
                        .startsWith("Progressing"));
        assertThat(generations()).containsExactly(2L, 1L, 1L);

        rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
        await().until(() -> generations().get(1) == 2);
        kill();

        startGateway();
        Command.Ended waited = ds("fleet", "wait", "signs").run();
        assertThat(waited.printed()).endsWith("Done, 3 of 3 ready\n");
        assertThat(waited.code()).isZero();
        assertThat(generations()).containsExactly(2L, 2L, 2L);
        assertThat(management.fleetUpdate("signs").getState()).isEqualTo(FleetUpdate.State.DONE);
        assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace("models")
                        .list()
                        .getItems())
                .hasSize(3)
                .allMatch(made -> made.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage()
                        .equals("example/model:2"));
    }

    private List<Long> generations() {
        return models.stream()
                .map(model -> management.get(model.getId()))
                .map(ModelDeployment::getGeneration)
                .toList();
    }

    private void kill() throws InterruptedException {
        gateway.process().destroyForcibly().waitFor();
    }

    /** On the same port, with the same database. */
    private void startGateway() throws IOException {
        gateway = GatewayProcess.start(folder, gateway.port(), database);
    }

    private DeployerApplication startDeployer(String token) {
        DeployerApplication deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.token",
                        token,
                        "deployer.gateway.address",
                        "127.0.0.1:" + gateway.port(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.poll.interval",
                        "1s",
                        "deployer.health.host",
                        "127.0.0.1",
                        "deployer.health.port",
                        "0",
                        "deployer.lease",
                        "none",
                        "deployer.kubeconfig",
                        cluster.kubeconfig()
                                .writeTo(folder.resolve("kubeconfig"))
                                .toString(),
                        "deployer.status.settling",
                        "0s"));
        deployer.start();
        return deployer;
    }

    private Process start(Command command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ds.log").toFile());
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    private Command ds(String... words) {
        return new Command(
                JavaProgram.command("com.dotscience.cli.Ds", words),
                Map.of("DS_GATEWAY", "127.0.0.1:" + gateway.port(), "DS_TOKEN", gateway.adminToken()));
    }
}
