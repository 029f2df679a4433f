package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.Canary;
import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Canaries as people ask for them, and the steps that the Gateway takes by itself. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class CanariesTest {
    private static final String CAPABILITIES = "tombstones,revisions,canary,route";
    private static final DeploymentRef REF =
            DeploymentRef.newBuilder().setDeployment("signs").build();

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private TestGateway gateway;
    private TestDeployer minikube;
    private OpenStream<Deployment> stream;
    private ModelDeployment model;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory), clock);
        minikube = gateway.createDeployer("minikube");
        connect();
        Deployment.Builder signs = TestGateway.model("signs");
        signs.getDeploymentBuilder().setReplicas(2).setImage("signs:1");
        signs.getServiceBuilder().addPortsBuilder().setName("model-http").setPort(8501);
        signs.getIngressBuilder().setClass_("nginx").setHost("signs.example.com");
        model = gateway.create(minikube, signs);
    }

    @AfterEach
    void stop() {
        stream.close();
        gateway.close();
    }

    /** Its open stream is what makes a deployer online, whatever the clock says. */
    private void connect() {
        stream = OpenStream.open(
                        minikube.channel(CAPABILITIES),
                        DeployerGrpc.getStreamDeploymentsMethod(),
                        DeploymentFilter.getDefaultInstance(),
                        true)
                .awaitHeaders();
    }

    private void disconnect() {
        stream.close();
        clock.pass(Duration.ofSeconds(31));
    }

    private ModelDeployment canary(StartCanaryRequest.Builder asked) {
        return gateway.management().startCanary(asked.setRef(REF).build());
    }

    private ModelDeployment canary(String image, int weight) {
        return canary(StartCanaryRequest.newBuilder().setImage(image).setWeight(weight));
    }

    private ModelDeployment steps(Integer... weights) {
        return canary(StartCanaryRequest.newBuilder()
                .setImage("signs:2")
                .setSteps(CanarySteps.newBuilder()
                        .addAllWeights(List.of(weights))
                        .setEverySeconds(300)
                        .setMinRequests(50)
                        .setMaxErrorPercent(5)));
    }

    private ModelDeployment known() {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder().setRef(REF).build());
    }

    private List<String> history() {
        return gateway
                .management()
                .listGenerations(ListGenerationsRequest.newBuilder().setRef(REF).build())
                .getGenerationsList()
                .stream()
                .map(Generation::getChange)
                .toList();
    }

    /** Reports on the canary, as its deployer would at the present weight. */
    private void report(Phase phase, long answers, long errors) {
        DeployerGrpc.newBlockingStub(minikube.channel(CAPABILITIES))
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setId(model.getDeployment().getId() + "-canary")
                        .setPhase(phase)
                        .setMessage("as it is")
                        .setRevision(known().getDeployment().getRevision())
                        .addAnswers(AnswerCounts.newBuilder()
                                .setPod("pod")
                                .setAnswers(answers)
                                .setErrors(errors))
                        .build());
    }

    private void awaitWeight(int weight) {
        await().until(() -> known().getDeployment().getCanary().getWeight() == weight);
    }

    private void awaitWaiting(String words) {
        await().untilAsserted(() -> assertThat(known().getCanary().getWaiting()).isEqualTo(words));
    }

    @Test
    void aCanaryItsWeightAndItsPromotionAreGenerations() {
        ModelDeployment started = canary("signs:2", 10);
        assertThat(started.getDeployment().getCanary())
                .isEqualTo(Canary.newBuilder().setImage("signs:2").setWeight(10).build());
        assertThat(started.getDeployment().getDeployment())
                .isEqualTo(model.getDeployment().getDeployment());
        assertThat(started.getCanary().getReplicas()).isEqualTo(1);
        assertThat(started.getCanary().getApproximate()).isFalse();
        canary("", 60);

        ModelDeployment promoted = gateway.management()
                .promoteCanary(PromoteCanaryRequest.newBuilder().setRef(REF).build());

        assertThat(promoted.getDeployment().getDeployment().getImage()).isEqualTo("signs:2");
        assertThat(promoted.getDeployment().hasCanary()).isFalse();
        assertThat(promoted.hasCanary()).isFalse();
        assertThat(history())
                .containsExactly(
                        "Promoted the canary: image signs:2",
                        "Canary: 60 of 100 requests to image signs:2",
                        "Canary: 10 of 100 requests to image signs:2",
                        "Asked for image signs:1, 2 replicas");
        await().until(() -> stream.messages().size() == 4);
        assertThat(stream.messages())
                .extracting(sent -> sent.getCanary().getWeight())
                .containsExactly(0, 10, 60, 0);
    }

    @Test
    void anAbortLeavesAllAsItWas() {
        canary("signs:2", 10);

        ModelDeployment ended = gateway.management()
                .abortCanary(AbortCanaryRequest.newBuilder().setRef(REF).build());

        assertThat(ended.getDeployment().toBuilder().clearRevision().build())
                .isEqualTo(model.getDeployment().toBuilder().clearRevision().build());
        assertThat(history()).startsWith("Ended the canary of image signs:2");
        assertThatThrownBy(() -> gateway.management()
                        .abortCanary(AbortCanaryRequest.newBuilder().setRef(REF).build()))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "model deployment 'signs' has no canary"));
    }

    @Test
    void aRollbackEndsItAndBringsNoneBack() {
        canary("signs:2", 10);
        gateway.management()
                .promoteCanary(PromoteCanaryRequest.newBuilder().setRef(REF).build());

        ModelDeployment back = gateway.management()
                .rollBackDeployment(
                        RollBackDeploymentRequest.newBuilder().setRef(REF).build());

        assertThat(back.getDeployment().toBuilder().clearRevision().build())
                .isEqualTo(model.getDeployment().toBuilder().clearRevision().build());
    }

    @Test
    void otherSettingsChangeBesideItAndTheImageDoesNot() {
        ModelDeployment started = canary("signs:2", 10);
        Deployment.Builder more = started.getDeployment().toBuilder().clearCanary();
        more.getDeploymentBuilder().setReplicas(5);

        ModelDeployment scaled = gateway.update(more.build());

        assertThat(scaled.getDeployment().getCanary().getImage()).isEqualTo("signs:2");
        assertThat(scaled.getCanary().getReplicas()).isEqualTo(1);
        assertThatThrownBy(() -> gateway.update(TestGateway.withImage(scaled, "signs:3")))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "model deployment 'signs' has a canary of image signs:2: promote or abort it before you change"
                                + " the image"));
        Deployment.Builder other = scaled.getDeployment().toBuilder();
        other.getCanaryBuilder().setWeight(50);
        assertThatThrownBy(() -> gateway.update(other.build()))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "canary cannot be changed with other settings: use ds deployment canary, promote or abort"));
    }

    @Test
    void whatWouldNotComeTrueIsRefused() {
        refused("canary image must be given: the model deployment has no canary yet", "", 10);
        refused("canary image must be another one than that of the model deployment, signs:1", "signs:1", 10);
        refused("canary weight must be 1 to 100, not 101", "signs:2", 101);
        refused("either canary weight or canary steps must be given", "signs:2", 0);
        Deployment.Builder plain = model.getDeployment().toBuilder().clearIngress();
        gateway.update(plain.build());
        refused(
                "a canary weight of 10 cannot be kept to with 2 replicas: without an HTTPRoute or an Ingress of the class"
                        + " nginx the weight is the share of replicas, and 1 beside them would get 33 of 100 requests; ask for a weight of"
                        + " at least 23, or for 6 replicas",
                "signs:2",
                10);
        assertThat(canary("signs:2", 23).getCanary().getApproximate()).isTrue();
        refused(
                "a canary weight of 100 needs an HTTPRoute or an Ingress of the class nginx: here the weight is the share"
                        + " of replicas, and those of the model deployment stay; promote the canary instead",
                "signs:2",
                100);
        assertThatThrownBy(() -> steps(30, 20))
                .satisfies(
                        Refusals.with(Status.Code.INVALID_ARGUMENT, "canary steps must grow, but after 30 comes 20"));
        assertThatThrownBy(() -> steps(10, 50))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT, "a canary weight of 10 cannot be kept to with 2 replicas"));
    }

    @Test
    void byAnHttpRouteEachWeightIsExactWhateverTheReplicas() {
        Deployment.Builder routed = model.getDeployment().toBuilder();
        routed.getIngressBuilder().clearClass_().addRouteParentsBuilder().setName("public");
        gateway.update(routed.build());

        for (int weight : List.of(1, 10, 99, 100)) {
            assertThat(canary("signs:2", weight).getCanary())
                    .returns(false, CanaryState::getApproximate)
                    .returns(weight > 50 ? 2L : 1L, CanaryState::getReplicas);
        }
    }

    private void refused(String words, String image, int weight) {
        assertThatThrownBy(() -> canary(image, weight)).satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, words));
    }

    @Test
    void aDeployerThatKnowsNoCanariesIsNotAskedForOne() {
        stream.close();
        minikube.list();

        assertThatThrownBy(() -> canary("signs:2", 10))
                .satisfies(
                        Refusals.with(
                                Status.Code.FAILED_PRECONDITION,
                                "deployer 'minikube' has version 1.2.3, which does not know canary: upgrade the deployer first"));
    }

    @Test
    void itGoesThroughItsStepsAndIsPromotedAtTheEnd() {
        steps(10, 30, 100);
        awaitWaiting("the deployer has not reported on this weight yet");
        report(Phase.PHASE_READY, 5, 0);
        awaitWaiting("5 min more; 0 of 50 answers are counted");
        clock.pass(Duration.ofMinutes(5));
        report(Phase.PHASE_READY, 54, 0);
        awaitWaiting("49 of 50 answers are counted");
        report(Phase.PHASE_READY, 55, 2);

        awaitWeight(30);
        report(Phase.PHASE_READY, 58, 2);
        awaitWaiting("5 min more; 0 of 50 answers are counted");
        clock.pass(Duration.ofMinutes(5));
        // Its model-proxy has been restarted.
        report(Phase.PHASE_READY, 50, 1);

        await().untilAsserted(() -> assertThat(history())
                .containsExactly(
                        "Promoted the canary: image signs:2",
                        "Canary: 30 of 100 requests to image signs:2, by the steps 10,30,100",
                        "Canary: 10 of 100 requests to image signs:2, by the steps 10,30,100",
                        "Asked for image signs:1, 2 replicas"));
        assertThat(known().getDeployment().getDeployment().getImage()).isEqualTo("signs:2");
    }

    @Test
    void itIsTakenBackWhenEveryFifthAnswerIsAnError() {
        steps(10, 30);
        report(Phase.PHASE_READY, 0, 0);
        report(Phase.PHASE_READY, 15, 3);

        await().untilAsserted(() -> assertThat(history())
                .startsWith(
                        "Took the canary of image signs:2 back, because 3 of 15 answers were errors of the server, and 5"
                                + " of 100 may be"));
        assertThat(known().getDeployment().getDeployment().getImage()).isEqualTo("signs:1");
        assertThat(known().getDeployment().hasCanary()).isFalse();
    }

    @Test
    void itIsTakenBackWhenItIsNotHealthy() {
        steps(10, 30);
        report(Phase.PHASE_FAILED, 0, 0);

        await().untilAsserted(() -> assertThat(history())
                .startsWith("Took the canary of image signs:2 back, because it is not healthy: as it is"));
    }

    @Test
    void theGatewayGoesOnWhereItStoodAndTakesNoStepTwice() {
        steps(10, 30, 60, 100);
        report(Phase.PHASE_READY, 0, 0);
        report(Phase.PHASE_READY, 50, 0);
        clock.pass(Duration.ofMinutes(5));
        awaitWeight(30);
        report(Phase.PHASE_READY, 50, 0);
        report(Phase.PHASE_READY, 80, 0);
        awaitWaiting("5 min more; 30 of 50 answers are counted");

        stream.close();
        gateway.restart();
        minikube = gateway.reconnected(minikube);
        connect();

        awaitWaiting("5 min more; 30 of 50 answers are counted");
        report(Phase.PHASE_READY, 100, 0);
        clock.pass(Duration.ofMinutes(5));
        awaitWeight(60);
        awaitWaiting("the deployer has not reported on this weight yet");
        assertThat(history()).hasSize(4);
    }

    @Test
    void theTimeOfAStepBeginsAgainAfterTheDeployerWasAwayInTheMiddleOfIt() {
        steps(10, 30);
        report(Phase.PHASE_READY, 0, 0);
        report(Phase.PHASE_READY, 100, 0);
        clock.pass(Duration.ofMinutes(3));

        disconnect();
        awaitWaiting("deployer 'minikube' is offline");
        clock.pass(Duration.ofMinutes(10));
        await().until(() -> known().getCanary().getReadySince() == 0);
        assertThat(known().getDeployment().getCanary().getWeight()).isEqualTo(10);
        connect();
        report(Phase.PHASE_READY, 100, 0);

        awaitWaiting("5 min more");
        clock.pass(Duration.ofMinutes(5));
        awaitWeight(30);
    }

    @Test
    void aCanaryThatWasEndedMeanwhileIsUnknownToReports() {
        canary("signs:2", 10);
        gateway.management()
                .abortCanary(AbortCanaryRequest.newBuilder().setRef(REF).build());

        assertThatThrownBy(() -> report(Phase.PHASE_REMOVING, 0, 0))
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "this deployer has no model deployment"));
    }
}
