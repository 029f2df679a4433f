package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.EnvVar;
import com.dotscience.api.Phase;
import com.dotscience.api.management.ContinueFleetUpdateRequest;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.ListFleetUpdatesRequest;
import com.dotscience.api.management.StopFleetUpdateRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Fleet updates as the Gateway stores and drives them, with deployers d1, d2 and d3 that report what a test says. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class FleetUpdatesTest extends OneFleetOfThree {
    private static final String OLD = "tombstones,revisions";
    private static final String NEW = OLD + ",environment";

    @Parameter
    TestDatabases.Kind kind;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        open(databases.fresh(kind, directory));
    }

    @Test
    void itGoesOnWhereItStoodAfterARestartAndChangesNothingTwice() {
        FleetUpdate started = start(2, "signs:2");
        assertThat(started.toBuilder().clearMembers().build())
                .isEqualTo(FleetUpdate.newBuilder()
                        .setNumber(1)
                        .setName("signs")
                        .setSelector("site=eu")
                        .setMaxParallel(2)
                        .setCaller("änna@laptop")
                        .setChange("Asked for image signs:2")
                        .setStartedAt(START.toEpochMilli())
                        .build());
        awaitImages("signs:2", "signs:2", "quay.io/example/signs:1");
        report(1, Phase.PHASE_READY, "");
        awaitStates(FleetMember.State.READY, FleetMember.State.UPDATING, FleetMember.State.WAITING);

        gateway.restart();

        deployers = deployers.stream().map(gateway::reconnected).toList();
        assertThat(messages())
                .containsExactly(
                        "", "deployer d2 has not been heard of since the Gateway started: it is waited for", "");
        deployers.forEach(TestDeployer::list);
        report(2, Phase.PHASE_PROGRESSING, "1 of 2 replicas are ready");
        await().untilAsserted(
                        () -> assertThat(messages()).containsExactly("", "Progressing: 1 of 2 replicas are ready", ""));
        awaitImages("signs:2", "signs:2", "quay.io/example/signs:1");
        report(2, Phase.PHASE_READY, "");
        awaitImages("signs:2", "signs:2", "signs:2");
        wall.set(START.plusSeconds(60));
        report(3, Phase.PHASE_READY, "");

        awaitState(FleetUpdate.State.DONE);
        assertThat(get())
                .returns("", FleetUpdate::getMessage)
                .returns(START.plusSeconds(60).toEpochMilli(), FleetUpdate::getEndedAt);
        for (int i = 1; i <= 3; i++) {
            assertThat(history(i))
                    .extracting(Generation::getNumber, Generation::getCaller, Generation::getChange)
                    .containsExactly(
                            tuple(2L, "änna@laptop", "Asked for image signs:2"),
                            tuple(1L, "", "Asked for image quay.io/example/signs:1, 1 replica"));
        }
    }

    @Test
    void aDeployerThatCannotDoWhatIsAskedIsRefusedBeforeTheFirstIsChanged() {
        calls(1, NEW);
        calls(2, OLD);
        calls(3, NEW);

        assertThatThrownBy(() -> startWithEnvironment())
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer d2: deployer 'd2' has version 1.2.3, which does not know env"));

        assertThat(gateway.management()
                        .listFleetUpdates(ListFleetUpdatesRequest.getDefaultInstance())
                        .getUpdatesList())
                .isEmpty();
        assertThat(history(1)).hasSize(1);
    }

    @Test
    void oneThatIsOfflineAndCouldNotWhenItWasConnectedLastIsRefusedAtOnceAlsoAfterARestart() {
        steady.pass(Duration.ofSeconds(1));
        calls(1, NEW);
        calls(2, OLD);
        steady.pass(Duration.ofSeconds(31));
        wall.pass(Duration.ofSeconds(31));
        calls(1, NEW);
        calls(3, NEW);
        String sentence =
                "deployer d2: deployer 'd2' has version 1.2.3, which does not know env, as it was connected last:"
                        + " upgrade the deployer first, or ask without";

        assertThatThrownBy(this::startWithEnvironment)
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, sentence));
        gateway.restart();
        deployers = deployers.stream().map(gateway::reconnected).toList();
        assertThatThrownBy(this::startWithEnvironment)
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, sentence));

        assertThat(history(1)).hasSize(1);
        calls(2, NEW);
        assertThat(startWithEnvironment().getState()).isEqualTo(FleetUpdate.State.RUNNING);
    }

    @Test
    void oneThatNobodyHasHeardOfIsWaitedFor() {
        gateway.create(gateway.createDeployer("d0"), "signs");

        FleetUpdate started = gateway.management()
                .startFleetUpdate(request(
                        1,
                        gateway.list().stream()
                                .filter(model -> model.getDeployerName().equals("d0"))
                                .map(model -> {
                                    Deployment.Builder changed = model.getDeployment().toBuilder();
                                    changed.getDeploymentBuilder()
                                            .addEnv(EnvVar.newBuilder().setName("MODE"));
                                    return changed.build();
                                })
                                .toArray(Deployment[]::new)));

        assertThat(started.getMembersList())
                .extracting(FleetMember::getMessage)
                .containsExactly("deployer d0 is offline: it is waited for");
    }

    @Test
    void oneThatIsOfflineIsWaitedForAndStopsItIfItTurnsOutNotToBeAbleTo() {
        calls(2, NEW);
        calls(3, NEW);
        OpenStream<Deployment> first = deployers.get(0).follow();
        steady.pass(Duration.ofSeconds(31));
        calls(1, NEW);
        startWithEnvironment();
        await().until(() -> !model(1).getDeployment().getEnvList().isEmpty());
        report(1, Phase.PHASE_READY, "");
        await().untilAsserted(() ->
                assertThat(messages()).containsExactly("", "deployer d2 is offline: it is waited for", ""));

        calls(2, OLD);
        awaitState(FleetUpdate.State.STOPPED);
        assertThat(get().getMessage())
                .startsWith("deployer d2: deployer 'd2' has version 1.2.3, which does not know env");
        assertThat(history(2)).hasSize(1);

        calls(2, NEW);
        calls(3, NEW);
        goOn();
        awaitStates(FleetMember.State.READY, FleetMember.State.UPDATING, FleetMember.State.WAITING);
        first.close();
    }

    @Test
    void aFailureStopsItAndItGoesOnWhenThatIsMended() {
        start(1, "signs:2");
        awaitImages("signs:2", "quay.io/example/signs:1", "quay.io/example/signs:1");
        report(1, Phase.PHASE_FAILED, "The image cannot be pulled");
        awaitState(FleetUpdate.State.STOPPED);
        assertThat(get().getMessage()).isEqualTo("deployer d1: Failed: The image cannot be pulled");
        assertThatThrownBy(() -> gateway.management()
                        .stopFleetUpdate(StopFleetUpdateRequest.newBuilder()
                                .setUpdate("signs")
                                .build()))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "fleet update 1 of signs does not run"));

        report(1, Phase.PHASE_READY, "");
        goOn();

        awaitImages("signs:2", "signs:2", "quay.io/example/signs:1");
        assertThat(history(1)).hasSize(2);
    }

    @Test
    void whatStaysDegradedIsAFailure() {
        deployers.forEach(TestDeployer::follow);
        start(1, "signs:2");
        awaitImage(1, "signs:2");
        report(1, Phase.PHASE_DEGRADED, "the version before still serves");
        await().untilAsserted(() ->
                assertThat(messages()).containsExactly("Degraded: the version before still serves", "", ""));
        // The Gateway has seen it at least once, by the time that stands still.
        assertThat(get().getState()).isEqualTo(FleetUpdate.State.RUNNING);

        steady.pass(Duration.ofSeconds(30));

        awaitState(FleetUpdate.State.STOPPED);
        assertThat(get().getMessage()).isEqualTo("deployer d1: Degraded: the version before still serves");
    }

    @Test
    void whatSomebodyChangesMeanwhileIsSaidAndNotUndone() {
        start(1, "signs:2");
        awaitImage(1, "signs:2");
        as("ben@office")
                .updateDeployment(com.dotscience.api.management.UpdateDeploymentRequest.newBuilder()
                        .setDeployment(TestGateway.withImage(known(1), "signs:3"))
                        .build());
        gateway.delete(model(2).getId());
        awaitImagesOfFirstAndThird("signs:3", "signs:2");
        report(3, Phase.PHASE_READY, "");

        awaitState(FleetUpdate.State.DONE);
        assertThat(get().getMessage()).isEqualTo("2 of 3 were changed or removed by somebody else meanwhile: d1, d2");
        assertThat(messages())
                .containsExactly(
                        "it was changed meanwhile by ben@office (Asked for image signs:3), and is left so",
                        "it was removed",
                        "");
        assertThat(image(1)).isEqualTo("signs:3");
    }

    @Test
    void moreMayChangeAtATimeThanThereAre() {
        start(Integer.MAX_VALUE, "signs:2");

        awaitImages("signs:2", "signs:2", "signs:2");
        IntStream.rangeClosed(1, 3).forEach(i -> report(i, Phase.PHASE_READY, ""));
        awaitState(FleetUpdate.State.DONE);
    }

    @Test
    void oneModelDeploymentIsInOneThatRunsAtATime() {
        start(1, "signs:2");

        assertThatThrownBy(() -> start(1, "signs:3"))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' of deployer d1 is being changed by fleet update 1"));
        gateway.management()
                .stopFleetUpdate(
                        StopFleetUpdateRequest.newBuilder().setUpdate("1").build());
        start(1, "signs:3");
        assertThatThrownBy(() -> gateway.management()
                        .continueFleetUpdate(ContinueFleetUpdateRequest.newBuilder()
                                .setUpdate("1")
                                .build()))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "fleet update 1 of signs cannot go on while fleet update 2 changes"));
        assertThatThrownBy(this::goOn)
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION, "fleet update 2 of signs has not stopped: it runs"));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Deployment model = model(1);
        assertThatThrownBy(() -> gateway.management().startFleetUpdate(request(0, model)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "max parallel must be 1 or more, not 0"));
        assertThatThrownBy(() -> gateway.management().startFleetUpdate(request(1)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "deployments"));
        assertThatThrownBy(() -> gateway.management().startFleetUpdate(request(1, model, model)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "is given twice"));
        Deployment other = gateway.create(deployers.get(0), "other").getDeployment();
        assertThatThrownBy(() -> gateway.management().startFleetUpdate(request(1, model, other)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "the same name, not 'signs' and 'other'"));
        assertThatThrownBy(() -> gateway.management()
                        .startFleetUpdate(
                                request(1, model.toBuilder().setRevision(1).build())))
                .satisfies(Refusals.with(Status.Code.ABORTED, "deployer d1: model deployment 'signs' was changed"));
        assertThatThrownBy(this::get)
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "there is no fleet update 'signs'"));
    }

    @Test
    void theLastTwentyThatDoNotRunAreKept() {
        for (int i = 1; i <= 22; i++) {
            start(1, "signs:" + i);
            gateway.management()
                    .stopFleetUpdate(StopFleetUpdateRequest.newBuilder()
                            .setUpdate(Integer.toString(i))
                            .build());
        }

        assertThat(gateway.management()
                        .listFleetUpdates(ListFleetUpdatesRequest.getDefaultInstance())
                        .getUpdatesList())
                .extracting(FleetUpdate::getNumber)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 20).mapToObj(i -> 22L - i).toList());
    }

    private FleetUpdate startWithEnvironment() {
        return gateway.management()
                .startFleetUpdate(request(
                        1,
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(i -> {
                                    Deployment.Builder changed = model(i).toBuilder();
                                    changed.getDeploymentBuilder()
                                            .addEnv(EnvVar.newBuilder().setName("MODE"));
                                    return changed.build();
                                })
                                .toArray(Deployment[]::new)));
    }

    private void goOn() {
        gateway.management()
                .continueFleetUpdate(ContinueFleetUpdateRequest.newBuilder()
                        .setUpdate("signs")
                        .build());
    }

    private List<String> messages() {
        return get().getMembersList().stream().map(FleetMember::getMessage).toList();
    }

    private void awaitStates(FleetMember.State... states) {
        await().untilAsserted(() -> assertThat(get().getMembersList())
                .extracting(FleetMember::getState)
                .containsExactly(states));
    }

    private void awaitImages(String... images) {
        await().untilAsserted(() ->
                assertThat(IntStream.rangeClosed(1, 3).mapToObj(this::image)).containsExactly(images));
    }

    /** Of d1 and d3; the one of d2 was removed. */
    private void awaitImagesOfFirstAndThird(String first, String third) {
        await().untilAsserted(() -> assertThat(Stream.of(image(1), image(3))).containsExactly(first, third));
    }

    private void calls(int deployer, String capabilities) {
        DeployerGrpc.newBlockingStub(deployers.get(deployer - 1).channel(capabilities))
                .listDeployments(DeploymentFilter.getDefaultInstance());
    }
}
