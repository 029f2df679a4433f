package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.CallerMetadata;
import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetGenerationRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.RestartDeploymentRequest;
import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.api.management.StartDeploymentRequest;
import com.dotscience.api.management.StopDeploymentRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Gateway keeps of the changes of model deployments, and what can be made of it. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class GenerationsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeploymentRef REF =
            DeploymentRef.newBuilder().setDeployment("signs").build();

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(START);
    private TestDatabases.Maker databases;
    private Path directory;
    private String url;
    private TestGateway gateway;
    private TestDeployer minikube;
    private ModelDeployment model;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        this.databases = databases;
        this.directory = directory;
        url = databases.fresh(kind, directory);
        gateway = TestGateway.on(url, clock);
        minikube = gateway.createDeployer("minikube");
        model = gateway.create(minikube, "signs");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everyAcceptedChangeIsAGenerationWithItsTimeItsCallerAndWhatChanged() {
        clock.set(START.plusSeconds(5));
        Deployment.Builder changed = model.getDeployment().toBuilder();
        changed.getDeploymentBuilder().setImage("signs:2").setReplicas(3).putNodeSelector("disk", "ssd");
        changed.getIngressBuilder().setHost("signs.example.com");
        changed.getMetricsBuilder().setMemoryMib(99);
        changed.putLabels("team", "vision");
        ModelDeployment updated = as("änna@laptop")
                .updateDeployment(com.dotscience.api.management.UpdateDeploymentRequest.newBuilder()
                        .setDeployment(changed)
                        .build());

        gateway.restart();

        assertThat(history())
                .containsExactly(
                        Generation.newBuilder()
                                .setNumber(2)
                                .setAt(START.plusSeconds(5).toEpochMilli())
                                .setHandedOutAt(START.plusSeconds(5).toEpochMilli())
                                .setCaller("änna@laptop")
                                .setChange("Asked for image signs:2, 3 replicas, other node selector, ingress host,"
                                        + " proxy memory mib, labels")
                                .build(),
                        Generation.newBuilder()
                                .setNumber(1)
                                .setAt(START.toEpochMilli())
                                .setHandedOutAt(START.toEpochMilli())
                                .setChange("Asked for image quay.io/example/signs:1, 1 replica")
                                .build());
        assertThat(updated.getGeneration()).isEqualTo(2);
        assertThat(generation(2).getDeployment()).isEqualTo(updated.getDeployment());
        assertThat(generation(1).getDeployment()).isEqualTo(model.getDeployment());
    }

    @Test
    void anUpdateThatChangesNothingOrIsRefusedIsNoGeneration() {
        gateway.update(model.getDeployment());
        assertThatThrownBy(() -> gateway.update(TestGateway.withImage(model, "no image")))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "image"));

        assertThat(history()).extracting(Generation::getNumber).containsExactly(1L);
    }

    @Test
    void whatACallerSaysOfItselfIsOneLineOfBoundedLength() {
        as(" e\nvil\u001b[2J" + "x".repeat(200))
                .stopDeployment(StopDeploymentRequest.newBuilder().setRef(REF).build());

        assertThat(history().get(0).getCaller()).isEqualTo("e?vil?[2J" + "x".repeat(90) + "…");
    }

    @Test
    void theLastFiftyAreKept() {
        for (int image = 2; image <= 53; image++) {
            model = gateway.update(TestGateway.withImage(model, "signs:" + image));
        }

        assertThat(history())
                .extracting(Generation::getNumber)
                .containsExactlyElementsOf(LongStream.iterate(53, number -> number - 1)
                        .limit(50)
                        .boxed()
                        .toList());
        assertThat(generation(4).getDeployment().getDeployment().getImage()).isEqualTo("signs:4");
        assertThatThrownBy(() -> generation(3))
                .satisfies(Refusals.with(
                        Status.Code.NOT_FOUND,
                        "there is no generation 3 of model deployment 'signs': the last are kept, 4 to 53"));
    }

    @Test
    void theHistoryGoesWithTheModelDeployment() {
        gateway.delete("signs");
        assertThatThrownBy(this::history)
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "there is no model deployment"));

        model = gateway.create(minikube, "signs");
        assertThat(history()).extracting(Generation::getNumber).containsExactly(1L);
        assertThat(count("SELECT COUNT(*) FROM generations")).isEqualTo(1);
    }

    @Test
    void aRollbackIsANewGenerationOfAnOldOneWhole() throws Exception {
        gateway.update(labelled(TestGateway.withImage(model, "signs:2"), "a"));
        Deployment third = gateway.update(labelled(withReplicas(current().getDeployment(), 4), "b"))
                .getDeployment();
        try (OpenStream<Deployment> stream = follow().awaitHeaders()) {
            ModelDeployment back = rollBack(1);

            assertThat(back.getDeployment())
                    .isEqualTo(model.getDeployment().toBuilder()
                            .setRevision(back.getDeployment().getRevision())
                            .build());
            assertThat(back.getGeneration()).isEqualTo(4);
            assertThat(back.getDeployment().getRevision()).isGreaterThan(third.getRevision());
            assertThat(history().get(0).getChange())
                    .isEqualTo("Went back to generation 1: image quay.io/example/signs:1, 1 replica, another labels");
            await().untilAsserted(() -> assertThat(stream.messages()).containsExactly(back.getDeployment()));
        }
    }

    @Test
    void aRollbackWithoutANumberGoesToTheGenerationBeforeAndASecondOneForthAgain() {
        assertThatThrownBy(() -> rollBack(0))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' has had no change yet, so there is nothing to go back to"));
        gateway.update(TestGateway.withImage(model, "signs:2"));

        assertThat(rollBack(0).getDeployment().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(rollBack(0).getDeployment().getDeployment().getImage()).isEqualTo("signs:2");
        assertThat(history()).extracting(Generation::getNumber).containsExactly(4L, 3L, 2L, 1L);
        assertThat(rollBack(4).getGeneration()).isEqualTo(4);
    }

    @Test
    void aRollbackUndoesNoRestart() {
        gateway.update(TestGateway.withImage(model, "signs:2"));
        restart();

        assertThatThrownBy(() -> rollBack(0))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' differs from generation 2 by a restart or a canary alone, and nothing undoes that:"
                                + " name the generation to go back to"));
        ModelDeployment back = rollBack(1);
        assertThat(back.getDeployment())
                .isEqualTo(restartedAt(
                        model, "2026-11-22T12:00:00Z", back.getDeployment().getRevision()));
    }

    @Test
    void aRestartWritesATimeThatIsLaterThanTheLastWhateverTheClockSays() throws Exception {
        try (OpenStream<Deployment> stream = follow().awaitHeaders()) {
            clock.set(START.plusMillis(1_900));
            ModelDeployment first = restart();
            assertThat(first.getDeployment())
                    .isEqualTo(restartedAt(
                            model, "2026-11-22T12:00:01Z", first.getDeployment().getRevision()));
            await().untilAsserted(() -> assertThat(stream.messages()).containsExactly(first.getDeployment()));
        }
        assertThat(restart().getDeployment().getDeployment().getRestartedAt()).isEqualTo("2026-11-22T12:00:02Z");
        clock.set(START.minusSeconds(60));
        assertThat(restart().getDeployment().getDeployment().getRestartedAt()).isEqualTo("2026-11-22T12:00:03Z");
        assertThat(current().getEventsList())
                .extracting(Event::getMessage)
                .startsWith("Asked for a restart", "Asked for a restart", "Asked for a restart");
    }

    /** A restart time that is taken away would restart the pods once more. */
    @Test
    void anUpdateThatSaysNothingOfARestartKeepsItsTime() {
        restart();
        ModelDeployment updated = gateway.update(model.getDeployment().toBuilder()
                .setRevision(0)
                .setDeployment(TestGateway.withImage(model, "signs:2").getDeployment())
                .build());

        assertThat(updated.getDeployment().getDeployment().getRestartedAt()).isEqualTo("2026-11-22T12:00:00Z");
        assertThatThrownBy(() -> gateway.update(restartedAt(updated, "now", 0)))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "restart time must be a time such as 2026-11-27T06:00:00Z, not 'now'"));
    }

    @Test
    void stopAndStartKeepEverythingElseAndTheNumberAlsoOverChangesBetween() {
        gateway.update(labelled(withReplicas(model.getDeployment(), 3), "a"));

        assertThat(stopModel())
                .extracting(
                        stopped -> stopped.getDeployment().getDeployment().getReplicas(),
                        ModelDeployment::getReplicasBeforeStop)
                .containsExactly(0L, 3L);
        assertThat(stopModel().getGeneration()).isEqualTo(3);
        assertThatThrownBy(this::restart)
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' is stopped, so there is nothing to restart: start it"));
        gateway.update(TestGateway.withImage(current(), "signs:2"));
        gateway.restart();

        ModelDeployment started = startModel();
        assertThat(started.getDeployment())
                .isEqualTo(labelled(withReplicas(TestGateway.withImage(model, "signs:2"), 3), "a").toBuilder()
                        .setRevision(started.getDeployment().getRevision())
                        .build());
        assertThat(started.getReplicasBeforeStop()).isZero();
        assertThat(startModel().getGeneration()).isEqualTo(5);
        assertThat(history())
                .extracting(Generation::getChange)
                .startsWith(
                        "Started, with 3 replicas", "Asked for image signs:2", "Stopped, with 3 replicas until then");
    }

    @Test
    void whatNeverHadAReplicaIsStartedWithOne() {
        gateway.create(
                minikube,
                TestGateway.model("idle")
                        .setDeployment(withReplicas(model.getDeployment(), 0).getDeployment()));

        assertThat(gateway.management()
                        .startDeployment(StartDeploymentRequest.newBuilder()
                                .setRef(DeploymentRef.newBuilder().setDeployment("idle"))
                                .build())
                        .getDeployment()
                        .getDeployment()
                        .getReplicas())
                .isEqualTo(1);
    }

    @Test
    void aDatabaseOfAVersionBeforeGetsItsFirstGenerationFromWhatIsThere() throws SQLException {
        String before = databases.fresh(kind, directory);
        Flyway.configure().dataSource(before, "", "").target("8").load().migrate();
        Deployment wanted = TestGateway.model("old")
                .setId("id-old")
                .setNamespace("default")
                .setRevision(7)
                .build();
        try (Connection connection = DriverManager.getConnection(before)) {
            update(
                    connection,
                    "INSERT INTO deployers (id, name, identity, token_hash, token_prefix, version, created_at, seen_at)"
                            + " VALUES ('id-d', 'd', 'i', 'h', 'p', '', 1, 1)");
            update(
                    connection,
                    "INSERT INTO model_deployments (id, deployer_id, namespace, name, wanted, created_at, updated_at)"
                            + " VALUES ('id-old', 'id-d', 'default', 'old', ?, 1000, 2000)",
                    wanted.toByteArray());
        }
        try (TestGateway upgraded = TestGateway.on(before, clock)) {
            var ref = DeploymentRef.newBuilder().setDeployment("old");
            assertThat(upgraded.management()
                            .getGeneration(GetGenerationRequest.newBuilder()
                                    .setRef(ref)
                                    .setNumber(1)
                                    .build()))
                    .isEqualTo(Generation.newBuilder()
                            .setNumber(1)
                            .setAt(2000)
                            .setChange("What was wanted when the Gateway began to keep generations")
                            .setDeployment(wanted)
                            .setDeployerName("d")
                            .setHandedOutAt(2000)
                            .build());
            upgraded.management()
                    .stopDeployment(
                            StopDeploymentRequest.newBuilder().setRef(ref).build());
            assertThat(upgraded.management()
                            .rollBackDeployment(RollBackDeploymentRequest.newBuilder()
                                    .setRef(ref)
                                    .build())
                            .getGeneration())
                    .isEqualTo(3);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private long count(String sql) {
        gateway.close();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Generation> history() {
        return gateway.management()
                .listGenerations(ListGenerationsRequest.newBuilder().setRef(REF).build())
                .getGenerationsList();
    }

    private Generation generation(long number) {
        return gateway.management()
                .getGeneration(GetGenerationRequest.newBuilder()
                        .setRef(REF)
                        .setNumber(number)
                        .build());
    }

    private ModelDeployment current() {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private ModelDeployment rollBack(long to) {
        return gateway.management()
                .rollBackDeployment(RollBackDeploymentRequest.newBuilder()
                        .setRef(REF)
                        .setTo(to)
                        .build());
    }

    private ModelDeployment restart() {
        return gateway.management()
                .restartDeployment(
                        RestartDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private ModelDeployment stopModel() {
        return gateway.management()
                .stopDeployment(StopDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private ModelDeployment startModel() {
        return gateway.management()
                .startDeployment(StartDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private ManagementBlockingStub as(String caller) {
        Metadata metadata = new Metadata();
        metadata.put(CallerMetadata.KEY, caller.getBytes(StandardCharsets.UTF_8));
        return gateway.management().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private OpenStream<Deployment> follow() {
        return OpenStream.open(
                minikube.channel(
                        "tombstones,revisions,restart,environment,resources,images,shared-memory,node-selector"),
                DeployerGrpc.getStreamDeploymentsMethod(),
                DeploymentFilter.getDefaultInstance(),
                true);
    }

    private static Deployment labelled(Deployment of, String value) {
        return of.toBuilder().putLabels("team", value).build();
    }

    private static Deployment withReplicas(Deployment of, long replicas) {
        Deployment.Builder changed = of.toBuilder().setRevision(0);
        changed.getDeploymentBuilder().setReplicas(replicas);
        return changed.build();
    }

    private static Deployment restartedAt(ModelDeployment of, String time, long revision) {
        Deployment.Builder changed = of.getDeployment().toBuilder().setRevision(revision);
        changed.getDeploymentBuilder().setRestartedAt(time);
        return changed.build();
    }
}
