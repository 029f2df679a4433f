package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.CallerMetadata;
import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.Phase;
import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PauseDeploymentRequest;
import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.api.management.ResumeDeploymentRequest;
import com.dotscience.api.management.SetDeployerWindowsRequest;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Fleet updates and the steps of canaries, where changes have to wait for a maintenance window. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class WavesAndStepsInWindowsTest {
    /** A Friday. */
    private static final Instant CLOSED = Instant.parse("2026-11-27T09:00:00Z");

    private static final Instant OPENS = Instant.parse("2026-11-29T01:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-11-29T03:00:00Z");
    private static final Instant OPENS_AGAIN = Instant.parse("2026-12-06T01:00:00Z");
    private static final MaintenanceWindow SUNDAYS = MaintenanceWindow.newBuilder()
            .setCron("0 2 * * SUN")
            .setTimeZone("Europe/Berlin")
            .setLength("2h")
            .build();
    private static final String CAPABILITIES = "tombstones,revisions,canary";
    private static final String IMAGE = "quay.io/example/signs:1";

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(CLOSED);
    private final List<OpenStream<Deployment>> streams = new ArrayList<>();
    private TestGateway gateway;
    private TestDeployer first;
    private TestDeployer second;

    /** The first of two deployers has windows. */
    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory), clock);
        first = gateway.createDeployer("d1");
        second = gateway.createDeployer("d2");
        connect();
        for (TestDeployer deployer : List.of(first, second)) {
            Deployment.Builder signs = TestGateway.model("signs");
            signs.getDeploymentBuilder().setReplicas(2);
            signs.getServiceBuilder().addPortsBuilder().setName("model-http").setPort(8501);
            signs.getIngressBuilder().setClass_("nginx").setHost("signs.example.com");
            gateway.create(deployer, signs);
        }
        gateway.management()
                .setDeployerWindows(SetDeployerWindowsRequest.newBuilder()
                        .setDeployer("d1")
                        .addWindows(SUNDAYS)
                        .build());
    }

    @AfterEach
    void stop() {
        streams.forEach(OpenStream::close);
        gateway.close();
    }

    @Test
    void aWaveWaitsForTheWindowOfEachOfItsDeployersAlsoOverARestart() {
        startFleetUpdate();
        awaitMember(0, FleetMember.State.UPDATING, "it waits for a maintenance window, or to be resumed");
        report(first, Phase.PHASE_READY);

        streams.forEach(OpenStream::close);
        gateway.restart();
        first = gateway.reconnected(first);
        second = gateway.reconnected(second);
        connect();
        report(first, Phase.PHASE_READY);

        awaitMember(0, FleetMember.State.UPDATING, "it waits for a maintenance window, or to be resumed");
        assertThat(image(first)).isEqualTo(IMAGE);
        assertThat(fleet().getMembers(1).getState()).isEqualTo(FleetMember.State.WAITING);
        assertThat(known(second).getGeneration()).isEqualTo(1);

        clock.set(OPENS);
        await().until(() -> image(first).equals("signs:2"));
        assertThat(known(second).getGeneration()).isEqualTo(1);
        report(first, Phase.PHASE_READY);
        await().until(() -> image(second).equals("signs:2"));
        report(second, Phase.PHASE_READY);

        await().until(() -> fleet().getState() == FleetUpdate.State.DONE);
        assertThat(history(first))
                .extracting(Generation::getNumber, Generation::getHandedOutAt)
                .containsExactly(tuple(2L, OPENS.toEpochMilli()), tuple(1L, CLOSED.toEpochMilli()));
    }

    @Test
    void whoDoesNotWaitForTheWindowOfAMemberLetsTheFleetUpdateGoOn() {
        startFleetUpdate();
        awaitMember(0, FleetMember.State.UPDATING, "it waits for a maintenance window, or to be resumed");

        as("bob@desk")
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(known(first).getDeployment())
                        .setNow(true)
                        .build());

        assertThat(image(first)).isEqualTo("signs:2");
        report(first, Phase.PHASE_READY);
        await().until(() -> image(second).equals("signs:2"));
        report(second, Phase.PHASE_READY);
        await().until(() -> fleet().getState() == FleetUpdate.State.DONE);
        assertThat(fleet().getMessage()).isEmpty();
        assertThat(history(first))
                .extracting(Generation::getChange, Generation::getHandedOutAt)
                .startsWith(tuple(
                        "Asked for image signs:2, handed out at once (--now of bob@desk)", CLOSED.toEpochMilli()));
    }

    @Test
    void aFleetUpdateOfAnImageIsRefusedBeforeTheFirstIsChangedWhereOneHasACanary() {
        startCanary(second);

        assertThatThrownBy(this::startFleetUpdate)
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer d2: model deployment 'signs' has a canary of image signs:2: promote or abort it before"
                                + " you change the image"));
        assertThat(known(first).getGeneration()).isEqualTo(1);
    }

    @Test
    void theStepsOfACanaryAreTakenInWindowsAlone() {
        startCanary(first);
        awaitCanaryWaiting("what was asked for last has not been handed out yet");
        assertThat(given(first).hasCanary()).isFalse();

        clock.set(OPENS);
        await().until(() -> given(first).getCanary().getWeight() == 10);
        reportCanary(Phase.PHASE_READY, 0);
        clock.pass(Duration.ofMinutes(5));
        reportCanary(Phase.PHASE_READY, 60);
        await().until(() -> given(first).getCanary().getWeight() == 30);
        reportCanary(Phase.PHASE_READY, 60);
        clock.set(CLOSES);
        reportCanary(Phase.PHASE_READY, 120);

        awaitCanaryWaiting("a maintenance window, which opens at " + OPENS_AGAIN);
        assertThat(known(first).getDeployment().getCanary().getWeight()).isEqualTo(30);
        assertThat(history(first)).hasSize(3);

        clock.set(OPENS_AGAIN);
        await().until(() -> image(first).equals("signs:2"));
        assertThat(given(first).hasCanary()).isFalse();
        assertThat(history(first))
                .extracting(Generation::getChange, Generation::getHandedOutAt)
                .startsWith(tuple("Promoted the canary: image signs:2", OPENS_AGAIN.toEpochMilli()));
    }

    @Test
    void aCanaryIsTakenBackOutsideOfAWindow() {
        startCanary(first);
        clock.set(OPENS);
        await().until(() -> given(first).getCanary().getWeight() == 10);
        clock.set(CLOSES);
        reportCanary(Phase.PHASE_FAILED, 0);

        await().until(() -> !given(first).hasCanary());
        assertThat(image(first)).isEqualTo(IMAGE);
        assertThat(known(first).getHandedOut().hasDeployment()).isFalse();
        assertThat(history(first).get(0).getChange())
                .isEqualTo("Took the canary of image signs:2 back, because it is not healthy: as it is");
    }

    @Test
    void aCanaryWhosePromotionWaitsIsLookedAfterUntilThatIsHandedOut() {
        promoteOutsideOfAWindow();

        reportCanary(Phase.PHASE_READY, 10);
        assertThat(known(first).getDeployment().getDeployment().getImage()).isEqualTo("signs:2");
        assertThat(known(first).getWaitsUntil()).isEqualTo(OPENS_AGAIN.toEpochMilli());
        assertThat(known(first).getCanary())
                .returns(10L, state -> state.getAnswered().getAnswers())
                .returns(1L, CanaryState::getReplicas)
                .returns("what was asked for last has not been handed out yet", CanaryState::getWaiting);
        reportCanary(Phase.PHASE_FAILED, 10);

        await().until(() -> !given(first).hasCanary());
        String dropped =
                "Took the canary of image signs:2 back, because it is not healthy: as it is; its promotion, which"
                        + " waited, is dropped";
        assertThat(image(first)).isEqualTo(IMAGE);
        assertThat(known(first))
                .returns(IMAGE, model -> model.getDeployment().getDeployment().getImage())
                .returns(false, model -> model.getHandedOut().hasDeployment())
                .returns(0L, ModelDeployment::getWaitsUntil)
                .returns(false, ModelDeployment::hasCanary)
                .returns(dropped, model -> events(model).get(0));
        assertThat(history(first))
                .extracting(Generation::getChange, Generation::getHandedOutAt)
                .startsWith(tuple(dropped, CLOSES.toEpochMilli()), tuple("Promoted the canary: image signs:2", 0L));
    }

    @Test
    void aPromotionThatWaitsIsHandedOutWithTheWindowAndEndsTheWatchOnTheCanary() {
        promoteOutsideOfAWindow();
        String canary = given(first).getId();

        clock.set(OPENS_AGAIN);
        await().until(() -> image(first).equals("signs:2"));

        assertThat(given(first).hasCanary()).isFalse();
        assertThat(known(first).hasCanary()).isFalse();
        assertThatThrownBy(() -> reportCanary(Phase.PHASE_FAILED, 0))
                .satisfies(Refusals.with(
                        Status.Code.NOT_FOUND, "this deployer has no model deployment '" + canary + "-canary'"));
        assertThat(history(first))
                .extracting(Generation::getChange, Generation::getHandedOutAt)
                .startsWith(tuple("Promoted the canary: image signs:2", OPENS_AGAIN.toEpochMilli()));
    }

    @Test
    void anAbortDropsAPromotionThatWaitsAndNothingElseThatDoes() {
        promoteOutsideOfAWindow();
        Deployment.Builder more = known(first).getDeployment().toBuilder();
        more.getDeploymentBuilder().setReplicas(5);
        gateway.update(more.build());

        gateway.management()
                .abortCanary(AbortCanaryRequest.newBuilder().setRef(ref(first)).build());

        assertThat(given(first))
                .returns(false, Deployment::hasCanary)
                .returns(IMAGE, model -> model.getDeployment().getImage())
                .returns(2L, model -> model.getDeployment().getReplicas());
        String ended = "Ended the canary of image signs:2; its promotion, which waited, is dropped";
        assertThat(known(first))
                .returns(IMAGE, model -> model.getDeployment().getDeployment().getImage())
                .returns(5L, model -> model.getDeployment().getDeployment().getReplicas())
                .returns(OPENS_AGAIN.toEpochMilli(), ModelDeployment::getWaitsUntil)
                .returns(false, ModelDeployment::hasCanary)
                .returns(
                        ended + "; what else was asked for waits to be handed out",
                        model -> events(model).get(0));
        assertThat(history(first).get(0).getChange()).isEqualTo(ended);
    }

    @Test
    void anotherImageThatWaitsStaysWantedWhenTheCanaryIsTakenBack() {
        promoteOutsideOfAWindow();
        gateway.update(TestGateway.withImage(known(first), "signs:3"));

        reportCanary(Phase.PHASE_FAILED, 0);

        await().until(() -> !given(first).hasCanary());
        assertThat(image(first)).isEqualTo(IMAGE);
        assertThat(known(first).getDeployment().getDeployment().getImage()).isEqualTo("signs:3");
        assertThat(history(first).get(0).getChange())
                .isEqualTo("Took the canary of image signs:2 back, because it is not healthy: as it is");
    }

    @Test
    void whileAPromotionWaitsTheCanaryIsNeitherPromotedAgainNorFollowedByAnother() {
        promoteOutsideOfAWindow();

        String words =
                "model deployment 'signs' has a canary of image signs:2 that ends when the change is handed out that"
                        + " waits: abort it, or hand the change out with ds deployment update --now";
        assertThatThrownBy(() -> promote(first)).satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, words));
        assertThatThrownBy(() -> startCanary(first, "signs:3"))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, words));
    }

    private void promoteOutsideOfAWindow() {
        startCanary(first);
        clock.set(OPENS);
        await().until(() -> given(first).getCanary().getWeight() == 10);
        reportCanary(Phase.PHASE_READY, 0);
        clock.set(CLOSES);
        promote(first);
        assertThat(given(first).getCanary().getImage()).isEqualTo("signs:2");
    }

    private void promote(TestDeployer deployer) {
        gateway.management()
                .promoteCanary(
                        PromoteCanaryRequest.newBuilder().setRef(ref(deployer)).build());
    }

    private DeploymentRef ref(TestDeployer deployer) {
        return DeploymentRef.newBuilder()
                .setDeployment(known(deployer).getDeployment().getId())
                .build();
    }

    private List<String> events(ModelDeployment model) {
        return gateway
                .management()
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder()
                                .setDeployment(model.getDeployment().getId()))
                        .build())
                .getEventsList()
                .stream()
                .map(Event::getMessage)
                .toList();
    }

    @Test
    void aCanaryThatIsPausedTakesNoStepUntilItIsResumed() {
        startCanary(second);
        await().until(() -> given(second).getCanary().getWeight() == 10);
        DeploymentRef ref = ref(second);
        gateway.management()
                .pauseDeployment(PauseDeploymentRequest.newBuilder().setRef(ref).build());
        reportCanary(second, Phase.PHASE_READY, 0);
        clock.pass(Duration.ofMinutes(5));
        reportCanary(second, Phase.PHASE_READY, 60);
        await().untilAsserted(
                        () -> assertThat(known(second).getCanary().getWaiting()).isEqualTo("to be resumed"));

        gateway.management()
                .resumeDeployment(
                        ResumeDeploymentRequest.newBuilder().setRef(ref).build());

        await().until(() -> given(second).getCanary().getWeight() == 30);
    }

    /** An open stream is what keeps a deployer online, whatever the time is. */
    private void connect() {
        streams.clear();
        for (TestDeployer deployer : List.of(first, second)) {
            streams.add(OpenStream.open(
                            deployer.channel(CAPABILITIES),
                            DeployerGrpc.getStreamDeploymentsMethod(),
                            DeploymentFilter.getDefaultInstance(),
                            true)
                    .awaitHeaders());
        }
    }

    private void startFleetUpdate() {
        gateway.management()
                .startFleetUpdate(StartFleetUpdateRequest.newBuilder()
                        .setSelector("site=eu")
                        .setMaxParallel(1)
                        .addDeployments(TestGateway.withImage(known(first), "signs:2"))
                        .addDeployments(TestGateway.withImage(known(second), "signs:2"))
                        .build());
    }

    private void startCanary(TestDeployer deployer) {
        startCanary(deployer, "signs:2");
    }

    private void startCanary(TestDeployer deployer, String image) {
        gateway.management()
                .startCanary(StartCanaryRequest.newBuilder()
                        .setRef(ref(deployer))
                        .setImage(image)
                        .setSteps(CanarySteps.newBuilder()
                                .addAllWeights(List.of(10, 30, 100))
                                .setEverySeconds(300)
                                .setMinRequests(50)
                                .setMaxErrorPercent(5))
                        .build());
    }

    private FleetUpdate fleet() {
        return gateway.management()
                .getFleetUpdate(
                        GetFleetUpdateRequest.newBuilder().setUpdate("signs").build());
    }

    private void awaitMember(int position, FleetMember.State state, String message) {
        await().untilAsserted(() -> assertThat(fleet().getMembers(position))
                .returns(state, FleetMember::getState)
                .returns(message, FleetMember::getMessage));
    }

    private void awaitCanaryWaiting(String words) {
        await().untilAsserted(
                        () -> assertThat(known(first).getCanary().getWaiting()).isEqualTo(words));
    }

    private ModelDeployment known(TestDeployer deployer) {
        return gateway.list().stream()
                .filter(model -> model.getDeployerName().equals(deployer.name()))
                .findFirst()
                .orElseThrow();
    }

    private Deployment given(TestDeployer deployer) {
        return DeployerGrpc.newBlockingStub(deployer.channel(CAPABILITIES))
                .listDeployments(DeploymentFilter.getDefaultInstance())
                .getDeployments(0);
    }

    private String image(TestDeployer deployer) {
        return given(deployer).getDeployment().getImage();
    }

    private List<Generation> history(TestDeployer deployer) {
        return gateway.management()
                .listGenerations(ListGenerationsRequest.newBuilder()
                        .setRef(ref(deployer))
                        .build())
                .getGenerationsList();
    }

    /** The deployer says this of what it was given. */
    private void report(TestDeployer deployer, Phase phase) {
        Deployment given = given(deployer);
        DeployerGrpc.newBlockingStub(deployer.channel(CAPABILITIES))
                .updateDeployment(com.dotscience.api.UpdateDeploymentRequest.newBuilder()
                        .setId(given.getId())
                        .setPhase(phase)
                        .setRevision(given.getRevision())
                        .build());
    }

    private void reportCanary(Phase phase, long answers) {
        reportCanary(first, phase, answers);
    }

    private void reportCanary(TestDeployer deployer, Phase phase, long answers) {
        Deployment given = given(deployer);
        DeployerGrpc.newBlockingStub(deployer.channel(CAPABILITIES))
                .updateDeployment(com.dotscience.api.UpdateDeploymentRequest.newBuilder()
                        .setId(given.getId() + "-canary")
                        .setPhase(phase)
                        .setMessage("as it is")
                        .setRevision(given.getRevision())
                        .addAnswers(AnswerCounts.newBuilder().setPod("pod").setAnswers(answers))
                        .build());
    }

    private ManagementBlockingStub as(String caller) {
        Metadata metadata = new Metadata();
        metadata.put(CallerMetadata.KEY, caller.getBytes(StandardCharsets.UTF_8));
        return gateway.management().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
