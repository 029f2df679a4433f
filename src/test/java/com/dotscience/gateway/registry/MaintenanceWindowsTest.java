package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.CallerMetadata;
import com.dotscience.api.Deployment;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PauseDeployerRequest;
import com.dotscience.api.management.PauseDeploymentRequest;
import com.dotscience.api.management.ResumeDeployerRequest;
import com.dotscience.api.management.ResumeDeploymentRequest;
import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.api.management.SetDeployerWindowsRequest;
import com.dotscience.api.management.StartDeploymentRequest;
import com.dotscience.api.management.StopDeploymentRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import com.google.common.collect.Iterables;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What deployers are given while changes wait, and when they are given the rest. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class MaintenanceWindowsTest {
    /** A Friday. */
    private static final Instant CLOSED = Instant.parse("2026-11-27T09:00:00Z");

    private static final Instant OPENS = Instant.parse("2026-11-29T01:00:00Z");
    private static final MaintenanceWindow SUNDAYS = MaintenanceWindow.newBuilder()
            .setCron("0 2 * * SUN")
            .setTimeZone("Europe/Berlin")
            .setLength("2h")
            .build();
    private static final DeploymentRef REF =
            DeploymentRef.newBuilder().setDeployment("signs").build();

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(CLOSED);
    private TestGateway gateway;
    private TestDeployer minikube;
    private ModelDeployment created;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) throws SQLException {
        gateway = TestGateway.on(databases.fresh(kind, directory), clock);
        minikube = gateway.createDeployer("minikube");
        created = gateway.create(minikube, TestGateway.model("signs").addMaintenanceWindows(SUNDAYS));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aNewModelDeploymentDoesNotWaitAndItsDeployerHearsNothingOfWindows() {
        assertThat(minikube.list().getDeploymentsList())
                .containsExactly(created.getDeployment().toBuilder()
                        .clearMaintenanceWindows()
                        .build());
        assertThat(current().getDeployment().getMaintenanceWindowsList()).containsExactly(SUNDAYS);
        assertThat(current().getHandedOut().hasDeployment()).isFalse();
    }

    @Test
    void aChangeIsHandedOutWhenTheWindowOpensAndNotBefore() {
        ModelDeployment updated = update("signs:2");

        assertThat(updated.getWaitsUntil()).isEqualTo(OPENS.toEpochMilli());
        assertThat(updated.getHandedOut().getGeneration()).isEqualTo(1);
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(given().getRevision()).isEqualTo(created.getDeployment().getRevision());

        gateway.restart();
        minikube = gateway.reconnected(minikube);
        OpenStream<Deployment> followed = minikube.follow();
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        // Another change is told at once, so the stream would have told of this one as well.
        gateway.create(minikube, "other");
        await().untilAsserted(() ->
                assertThat(followed.messages()).extracting(Deployment::getName).containsExactly("other"));

        clock.set(OPENS);
        await().untilAsserted(() -> assertThat(followed.messages()).hasSize(2));
        Deployment told = followed.messages().get(1);
        assertThat(told.getDeployment().getImage()).isEqualTo("signs:2");
        assertThat(told.getMaintenanceWindowsCount()).isZero();
        assertThat(told.getRevision()).isGreaterThan(updated.getDeployment().getRevision());
        assertThat(given()).isEqualTo(told);
        assertThat(current().getWaitsUntil()).isZero();
        assertThat(current().getDeployment()).isEqualTo(updated.getDeployment());
        assertThat(history())
                .extracting(Generation::getNumber, Generation::getHandedOutAt)
                .containsExactly(tuple(2L, OPENS.toEpochMilli()), tuple(1L, CLOSED.toEpochMilli()));
        assertThat(current().getEventsList())
                .extracting(Event::getMessage)
                .startsWith(
                        "Generation 2 is handed out, as changes may be made now",
                        "Asked for image signs:2; this waits to be handed out");
    }

    @Test
    void ofSeveralChangesTheLastIsHandedOutAlone() {
        update("signs:2");
        update("signs:3");

        clock.set(OPENS.plusSeconds(7_199));
        await().untilAsserted(
                        () -> assertThat(given().getDeployment().getImage()).isEqualTo("signs:3"));
        assertThat(history())
                .extracting(Generation::getHandedOutAt)
                .containsExactly(clock.millis(), 0L, CLOSED.toEpochMilli());
    }

    @Test
    void aWindowThatWasMissedIsMissed() {
        update("signs:2");
        gateway.close();
        clock.set(OPENS.plusSeconds(7_200));
        gateway = gateway.another();
        minikube = gateway.reconnected(minikube);

        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(current().getWaitsUntil())
                .isEqualTo(Instant.parse("2026-12-06T01:00:00Z").toEpochMilli());
    }

    @Test
    void stopDoesNotWaitAndLetsNothingElseOut() {
        update("signs:2");
        ModelDeployment stopped = gateway.management()
                .stopDeployment(StopDeploymentRequest.newBuilder().setRef(REF).build());

        assertThat(given().getDeployment().getReplicas()).isZero();
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(given().getRevision()).isEqualTo(stopped.getDeployment().getRevision());
        assertThat(stopped.getWaitsUntil()).isEqualTo(OPENS.toEpochMilli());

        gateway.management()
                .startDeployment(StartDeploymentRequest.newBuilder().setRef(REF).build());
        assertThat(given().getDeployment().getReplicas()).isZero();
        gateway.management()
                .startDeployment(StartDeploymentRequest.newBuilder()
                        .setRef(REF)
                        .setNow(true)
                        .build());
        assertThat(given().getDeployment().getReplicas()).isOne();
        assertThat(given().getDeployment().getImage()).isEqualTo("signs:2");
    }

    @Test
    void aStopThatWaitedAsAnUpdateDoesNotWaitAnyLonger() {
        Deployment.Builder none = current().getDeployment().toBuilder();
        none.getDeploymentBuilder().setReplicas(0).setImage("signs:2");
        gateway.update(none.build());
        assertThat(given().getDeployment().getReplicas()).isOne();

        gateway.management()
                .stopDeployment(StopDeploymentRequest.newBuilder().setRef(REF).build());

        assertThat(given().getDeployment().getReplicas()).isZero();
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(history().get(0).getChange()).isEqualTo("Stopped, with 1 replica until then");
    }

    @Test
    void aRollbackNeverWaitsAndTwoOfThemLetNothingOutThatWaits() {
        update("signs:2");
        ModelDeployment back = rollBack(0);
        assertThat(back.getHandedOut().hasDeployment()).isFalse();
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(given().getRevision()).isEqualTo(back.getDeployment().getRevision());

        assertThatThrownBy(() -> rollBack(0))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' is as generation 1 is, and what came between was never handed out:"
                                + " name the generation to go back to"));
        assertThatThrownBy(() -> rollBack(2))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' cannot go back to generation 2, which was never handed out: ask for"
                                + " the same by an update, which may have to wait, or with --now"));
        assertThat(history()).hasSize(3);
        assertThat(given()).isEqualTo(withoutWindows(back));

        ModelDeployment forth = gateway.management()
                .rollBackDeployment(RollBackDeploymentRequest.newBuilder()
                        .setRef(REF)
                        .setTo(2)
                        .setNow(true)
                        .build());
        assertThat(forth.getHandedOut().hasDeployment()).isFalse();
        assertThat(given().getDeployment().getImage()).isEqualTo("signs:2");
        assertThat(history().get(0).getChange()).endsWith(", handed out at once (--now)");
        rollBack(0);
        assertThat(given().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
    }

    @Test
    void aRollbackTakesAllThatWaitsBackAtOnce() {
        update("signs:2");
        update("signs:3");

        ModelDeployment back = rollBack(0);

        assertThat(back.getHandedOut().hasDeployment()).isFalse();
        assertThat(back.getDeployment().getDeployment().getImage()).isEqualTo("quay.io/example/signs:1");
        assertThat(history().get(0).getChange()).startsWith("Went back to generation 1");
        clock.set(OPENS);
        gateway.create(minikube, "other");
        await().untilAsserted(() ->
                assertThat(images()).containsExactlyInAnyOrder("quay.io/example/signs:1", "quay.io/example/other:1"));
    }

    @Test
    void removalsDoNotWait() {
        update("signs:2");
        gateway.delete("signs");

        assertThat(given().getDeleted()).isTrue();
    }

    @Test
    void whatAPersonDoesNotWaitForIsWrittenDown() {
        as("anna@laptop")
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(TestGateway.withImage(created, "signs:2"))
                        .setNow(true)
                        .build());
        assertThat(given().getDeployment().getImage()).isEqualTo("signs:2");

        ModelDeployment waits = update("signs:3");
        as("bob@desk")
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(waits.getDeployment())
                        .setNow(true)
                        .build());

        assertThat(given().getDeployment().getImage()).isEqualTo("signs:3");
        assertThat(history())
                .extracting(Generation::getChange)
                .containsExactly(
                        "Asked for image signs:3, handed out at once (--now of bob@desk)",
                        "Asked for image signs:2, handed out at once (--now)",
                        "Asked for image quay.io/example/signs:1, 1 replica");
        assertThat(history().get(0).getHandedOutAt()).isEqualTo(CLOSED.toEpochMilli());
    }

    @Test
    void nowIsNotWrittenDownWhereNothingHadToWait() {
        clock.set(OPENS);
        gateway.management()
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(TestGateway.withImage(created, "signs:2"))
                        .setNow(true)
                        .build());

        assertThat(history().get(0).getChange()).isEqualTo("Asked for image signs:2");
    }

    @Test
    void windowsOfADeployerHoldForThoseWithoutTheirOwn() {
        ModelDeployment other = gateway.create(minikube, "other");
        setWindows(List.of(SUNDAYS.toBuilder().setCron("0 3 * * SUN").build()));
        gateway.update(TestGateway.withImage(other, "other:2"));
        update("signs:2");

        assertThat(images()).containsExactlyInAnyOrder("quay.io/example/signs:1", "quay.io/example/other:1");
        clock.set(OPENS.plusSeconds(3_599));
        await().untilAsserted(
                        () -> assertThat(images()).containsExactlyInAnyOrder("signs:2", "quay.io/example/other:1"));
        clock.set(OPENS.plusSeconds(3_600));
        await().untilAsserted(() -> assertThat(images()).containsExactlyInAnyOrder("signs:2", "other:2"));
    }

    @Test
    void whoTakesWindowsAwayLetsOutWhatWaited() {
        ModelDeployment other = gateway.create(minikube, "other");
        setWindows(List.of(SUNDAYS));
        gateway.update(TestGateway.withImage(other, "other:2"));
        assertThat(images()).contains("quay.io/example/other:1");

        setWindows(List.of());

        assertThat(images()).contains("other:2");
        update("signs:2");
        gateway.update(
                current().getDeployment().toBuilder().clearMaintenanceWindows().build());
        assertThat(images()).containsExactlyInAnyOrder("signs:2", "other:2");
    }

    @Test
    void whatIsPausedWaitsUntilItIsResumed() {
        gateway.create(minikube, "other");
        ModelDeployment paused = as("anna@laptop")
                .pauseDeployment(PauseDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment("other"))
                        .build());
        assertThat(paused.getPaused().getAt()).isEqualTo(CLOSED.toEpochMilli());
        assertThat(paused.getPaused().getCaller()).isEqualTo("anna@laptop");
        ModelDeployment waits = gateway.update(TestGateway.withImage(paused, "other:2"));
        assertThat(waits.getHandedOut().getGeneration()).isEqualTo(1);
        assertThat(waits.getWaitsUntil()).isZero();

        gateway.restart();
        minikube = gateway.reconnected(minikube);
        assertThat(images()).contains("quay.io/example/other:1");
        OpenStream<Deployment> stream = minikube.follow();
        ModelDeployment resumed = gateway.management()
                .resumeDeployment(ResumeDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment("other"))
                        .build());

        assertThat(resumed.hasPaused()).isFalse();
        assertThat(resumed.getHandedOut().hasDeployment()).isFalse();
        assertThat(images()).contains("other:2");
        await().untilAsserted(() -> assertThat(Iterables.getOnlyElement(stream.messages())
                        .getDeployment()
                        .getImage())
                .isEqualTo("other:2"));
    }

    @Test
    void aDeployerThatIsPausedIsGivenNothingNewInAnyWindow() {
        gateway.management()
                .pauseDeployer(PauseDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .build());
        update("signs:2");
        clock.set(OPENS);
        assertThat(gateway.management()
                        .listDeployers(ListDeployersRequest.getDefaultInstance())
                        .getDeployers(0)
                        .getPaused()
                        .getAt())
                .isEqualTo(CLOSED.toEpochMilli());
        gateway.create(minikube, "other");
        assertThat(images()).containsExactlyInAnyOrder("quay.io/example/signs:1", "quay.io/example/other:1");

        gateway.management()
                .resumeDeployer(ResumeDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .build());
        assertThat(images()).containsExactlyInAnyOrder("signs:2", "quay.io/example/other:1");
    }

    @Test
    void windowsThatAreNoneAreRefusedInALine() {
        assertThatThrownBy(() -> gateway.update(created.getDeployment().toBuilder()
                        .addMaintenanceWindows(SUNDAYS.toBuilder().setTimeZone("Mars"))
                        .build()))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "maintenance window '0 2 * * SUN Mars 2h': time zone must be a name of the IANA database, such as"
                                + " Europe/Berlin or UTC"));
        assertThatThrownBy(() ->
                        setWindows(List.of(SUNDAYS.toBuilder().setCron("2").build())))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "maintenance window '2 Europe/Berlin 2h': cron must be minute, hour, day of month, month and day"
                                + " of week of a time that comes, such as '0 2 * * SUN'"));
        assertThatThrownBy(() -> setWindows(Collections.nCopies(21, SUNDAYS)))
                .satisfies(
                        Refusals.with(Status.Code.INVALID_ARGUMENT, "maintenance windows must be at most 20, not 21"));
    }

    private ModelDeployment update(String image) {
        return gateway.update(TestGateway.withImage(current(), image));
    }

    private ModelDeployment rollBack(long to) {
        return gateway.management()
                .rollBackDeployment(RollBackDeploymentRequest.newBuilder()
                        .setRef(REF)
                        .setTo(to)
                        .build());
    }

    private void setWindows(List<MaintenanceWindow> windows) {
        gateway.management()
                .setDeployerWindows(SetDeployerWindowsRequest.newBuilder()
                        .setDeployer("minikube")
                        .addAllWindows(windows)
                        .build());
    }

    private ModelDeployment current() {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private static Deployment withoutWindows(ModelDeployment model) {
        return model.getDeployment().toBuilder().clearMaintenanceWindows().build();
    }

    private Deployment given() {
        return minikube.list().getDeploymentsList().stream()
                .filter(each -> each.getId().equals(created.getDeployment().getId()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> images() {
        return minikube.list().getDeploymentsList().stream()
                .map(each -> each.getDeployment().getImage())
                .toList();
    }

    private List<Generation> history() {
        return gateway.management()
                .listGenerations(ListGenerationsRequest.newBuilder().setRef(REF).build())
                .getGenerationsList();
    }

    private ManagementBlockingStub as(String caller) {
        Metadata metadata = new Metadata();
        metadata.put(CallerMetadata.KEY, caller.getBytes(StandardCharsets.UTF_8));
        return gateway.management().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
