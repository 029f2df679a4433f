package com.dotscience.gateway.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunChange;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.DryRunsFilter;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.DryRunDeploymentResponse;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployer would do, as it gets through a Gateway to whoever asks. */
@Embedded
class DryRunsTest {

    private static final String NEW = "tombstones,revisions,dry-run";

    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aCreationIsAskedAboutWithAnIdAndNothingOfItIsStored() {
        try (var questions = questions(minikube)) {
            var asker = ask(creation("m"));

            DryRunRequest question = question(questions, 1);
            DryRunAnswer answer = answer(question, "Deployment");
            send(minikube, answer);

            assertThat(asker.awaitEnd()).isEqualTo(Status.OK);
            assertThat(asker.messages())
                    .containsExactly(DryRunDeploymentResponse.newBuilder()
                            .setAnswer(answer)
                            .build());
            assertThat(question.getDeployment().getId()).isNotEmpty();
            assertThat(question.getDeployment().getRevision()).isPositive();
            assertThat(question.getDeployment().getDeployment().getImage()).isEqualTo("quay.io/example/m:1");
            assertThat(gateway.list()).isEmpty();
        }
    }

    @Test
    void anUpdateIsAskedAboutAsALaterRevisionOfWhatIsThereAndARemovalAsATombstone() {
        ModelDeployment there = gateway.create(minikube, "m");
        Deployment changed = TestGateway.withImage(there, "image:2");
        try (var questions = questions(minikube)) {
            ask(DryRunDeploymentRequest.newBuilder()
                    .setUpdate(UpdateDeploymentRequest.newBuilder().setDeployment(changed))
                    .build());
            ask(DryRunDeploymentRequest.newBuilder()
                    .setRemoval(DeploymentRef.newBuilder().setDeployment("m"))
                    .build());

            question(questions, 2);
            long later = there.getDeployment().getRevision() + 1;
            assertThat(questions.messages())
                    .extracting(DryRunRequest::getDeployment)
                    .containsExactlyInAnyOrder(
                            changed.toBuilder().setRevision(later).build(),
                            there.getDeployment().toBuilder()
                                    .setRevision(later)
                                    .setDeleted(true)
                                    .build());
            assertThat(gateway.list())
                    .extracting(ModelDeployment::getDeployment)
                    .containsExactly(there.getDeployment());
        }
    }

    @Test
    void whatTheGatewayWouldRefuseIsRefusedBeforeAnybodyIsAsked() {
        gateway.create(minikube, "m");
        try (var questions = questions(minikube)) {
            assertThatThrownBy(() -> gateway.management().dryRunDeployment(creation("m")))
                    .satisfies(Refusals.with(
                            Status.Code.ALREADY_EXISTS, "deployer minikube already has a model deployment 'm'"));
            assertThatThrownBy(
                            () -> gateway.management().dryRunDeployment(DryRunDeploymentRequest.getDefaultInstance()))
                    .satisfies(Refusals.with(
                            Status.Code.INVALID_ARGUMENT, "a creation, an update or a removal must be given"));
            assertThat(questions.messages()).isEmpty();
        }
    }

    @Test
    void aDeployerThatIsOfflineOrCannotIsSaidSo() {
        assertThatThrownBy(() -> gateway.management().dryRunDeployment(creation("m")))
                .satisfies(Refusals.with(
                        Status.Code.UNAVAILABLE,
                        "deployer 'minikube' is offline: what it would do in its cluster can be asked when it is connected"
                                + " again"));
        try (var follows = minikube.follow()) {
            assertThatThrownBy(() -> gateway.management().dryRunDeployment(creation("m")))
                    .satisfies(Refusals.with(
                            Status.Code.FAILED_PRECONDITION,
                            "deployer 'minikube' (version 1.2.3) cannot say what it would do: a dry run in its cluster needs a"
                                    + " newer one, with the route dry-run-requests"));
            assertThat(follows.messages()).isEmpty();
        }
    }

    @Test
    void whyADeployerCannotSayReachesWhoAsked() {
        try (var questions = questions(minikube)) {
            var asker = ask(creation("m"));
            send(
                    minikube,
                    DryRunAnswer.newBuilder()
                            .setTxId(question(questions, 1).getTxId())
                            .setError("it does not know its cluster yet")
                            .build());

            assertThat(asker.awaitEnd())
                    .returns(Status.Code.FAILED_PRECONDITION, Status::getCode)
                    .returns("deployer 'minikube': it does not know its cluster yet", Status::getDescription);
        }
    }

    @Test
    void anAnswerOfAnotherDeployerGoesNowhere() {
        TestDeployer other = gateway.createDeployer("other");
        try (var questions = questions(minikube)) {
            var asker = ask(creation("m"));
            DryRunRequest question = question(questions, 1);

            send(other, answer(question, "Lie"));
            send(minikube, answer(question, "Truth"));
            send(minikube, answer(question, "Afterthought"));

            assertThat(asker.awaitEnd()).isEqualTo(Status.OK);
            assertThat(asker.messages())
                    .singleElement()
                    .extracting(response -> response.getAnswer().getChanges(0).getKind())
                    .isEqualTo("Truth");
        }
    }

    @Test
    void whoAsksADeployerThatIsDeletedIsToldSo() {
        try (var questions = questions(minikube)) {
            var asker = ask(creation("m"));
            question(questions, 1);

            gateway.management()
                    .deleteDeployer(DeleteDeployerRequest.newBuilder()
                            .setDeployer("minikube")
                            .build());

            assertThat(asker.awaitEnd()).returns(Status.Code.NOT_FOUND, Status::getCode);
        }
    }

    private static OpenStream<DryRunRequest> questions(TestDeployer deployer) {
        return OpenStream.open(
                        deployer.channel(NEW),
                        DeployerGrpc.getStreamDryRunsMethod(),
                        DryRunsFilter.getDefaultInstance(),
                        true)
                .awaitHeaders();
    }

    private static DryRunRequest question(OpenStream<DryRunRequest> questions, int number) {
        await().until(() -> questions.messages().size() >= number);
        return questions.messages().get(number - 1);
    }

    private OpenStream<DryRunDeploymentResponse> ask(DryRunDeploymentRequest request) {
        return OpenStream.open(gateway.managementChannel(), ManagementGrpc.getDryRunDeploymentMethod(), request, true);
    }

    private static void send(TestDeployer deployer, DryRunAnswer answer) {
        DeployerGrpc.newBlockingStub(deployer.channel(NEW)).sendDryRun(answer);
    }

    private static DryRunAnswer answer(DryRunRequest question, String kind) {
        return DryRunAnswer.newBuilder()
                .setTxId(question.getTxId())
                .addChanges(DryRunChange.newBuilder().setKind(kind))
                .build();
    }

    private static DryRunDeploymentRequest creation(String name) {
        return DryRunDeploymentRequest.newBuilder()
                .setCreation(CreateDeploymentRequest.newBuilder()
                        .setDeployer("minikube")
                        .setDeployment(TestGateway.model(name)))
                .build();
    }
}
