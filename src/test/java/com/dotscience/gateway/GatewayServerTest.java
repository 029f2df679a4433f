package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Token;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole Gateway over gRPC, on both databases. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class GatewayServerTest {
    @Parameter
    TestDatabases.Kind kind;

    private String url;
    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        url = databases.fresh(kind, directory);
        gateway = TestGateway.on(url);
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aChangeReachesTheStreamOfItsDeployerWithItsRevision() {
        try (OpenStream<Deployment> stream = minikube.follow()) {
            ModelDeployment created = gateway.create(minikube, "roadsigns1");
            ModelDeployment updated = gateway.update(TestGateway.withImage(created, "quay.io/example/roadsigns1:2"));
            gateway.delete("roadsigns1");

            await().until(() -> stream.messages().size() == 3);
            assertThat(stream.messages().subList(0, 2))
                    .containsExactly(created.getDeployment(), updated.getDeployment());
            Deployment tombstone = stream.messages().get(2);
            assertThat(tombstone)
                    .isEqualTo(Deployment.newBuilder()
                            .setId(created.getDeployment().getId())
                            .setDeleted(true)
                            .setRevision(tombstone.getRevision())
                            .setConfirmed(true)
                            .build());
            assertThat(stream.messages())
                    .extracting(Deployment::getRevision)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aListHoldsWhatIsWantedAndTombstonesAsOfItsRevision() {
        ModelDeployment kept = gateway.create(minikube, "kept");
        ModelDeployment removed = gateway.create(minikube, "removed");
        gateway.delete("removed");

        GetDeploymentsResponse list = minikube.list();

        assertThat(list.getTombstones()).isTrue();
        assertThat(list.getDeploymentsList()).hasSize(2).contains(kept.getDeployment());
        Deployment tombstone = list.getDeploymentsList().stream()
                .filter(Deployment::getDeleted)
                .findFirst()
                .orElseThrow();
        assertThat(tombstone.getId()).isEqualTo(removed.getDeployment().getId());
        assertThat(list.getRevision()).isEqualTo(tombstone.getRevision());
    }

    @Test
    void aDeployerSeesAndReportsOnItsOwnModelDeploymentsOnly() {
        TestDeployer other = gateway.createDeployer("other");
        try (OpenStream<Deployment> stream = minikube.follow();
                OpenStream<Deployment> othersStream = other.follow()) {
            ModelDeployment mine = gateway.create(minikube, "mine");
            ModelDeployment theirs = gateway.create(other, "theirs");

            await().until(() ->
                    !stream.messages().isEmpty() && !othersStream.messages().isEmpty());
            assertThat(stream.messages()).containsExactly(mine.getDeployment());
            assertThat(othersStream.messages()).containsExactly(theirs.getDeployment());
            assertThat(minikube.list().getDeploymentsList()).containsExactly(mine.getDeployment());
            assertThat(other.list().getDeploymentsList()).containsExactly(theirs.getDeployment());

            assertThatThrownBy(() -> minikube.calls().updateDeployment(ready(theirs)))
                    .satisfies(Refusals.with(
                            Status.Code.NOT_FOUND, theirs.getDeployment().getId()));
            assertThat(gateway.list())
                    .allSatisfy(each -> assertThat(each.hasReport()).isFalse());
        }
    }

    @Test
    void aReportIsShownWithItsModelDeployment() {
        ModelDeployment created = gateway.create(minikube, "roadsigns1");

        minikube.calls().updateDeployment(ready(created));

        ModelDeployment shown = get("roadsigns1");
        assertThat(shown.getReport().getStatus()).isEqualTo("Deployment: ready Service: ready Ingress: ready");
        assertThat(shown.getReport().getAvailableReplicas()).isEqualTo(2);
        assertThat(shown.getReport().getPhase()).isEqualTo(Phase.PHASE_READY);
        assertThat(shown.getReport().getMessage()).isEqualTo("all is well");
        assertThat(shown.getReport().getReceivedAt()).isPositive();
        assertThat(shown.getDeployment()).isEqualTo(created.getDeployment());
    }

    @Test
    void aRestartKeepsEverythingAndItsListsAreNewerThanAllBefore() {
        ModelDeployment created = gateway.create(minikube, "roadsigns1");
        gateway.create(minikube, "gone");
        gateway.delete("gone");
        minikube.calls().updateDeployment(ready(created));
        List<ModelDeployment> before = gateway.list();
        GetDeploymentsResponse listBefore = minikube.list();

        gateway.restart();

        assertThat(gateway.printedAdminToken()).isEmpty();
        assertThat(gateway.list()).isEqualTo(before);
        GetDeploymentsResponse listAfter = gateway.reconnected(minikube).list();
        assertThat(listAfter.getDeploymentsList()).containsExactlyInAnyOrderElementsOf(listBefore.getDeploymentsList());
        assertThat(listAfter.getRevision()).isGreaterThan(listBefore.getRevision());
    }

    @Test
    void aDeployerIsToldItsIdentityAndShownOnline() {
        assertThat(deployer("minikube").getOnline()).isFalse();

        String identity = minikube.calls()
                .updateDeployer(UpdateDeployerRequest.getDefaultInstance())
                .getIdentity();

        assertThat(identity).isEqualTo(new Token(minikube.token()).identity()).hasSize(32);
        Deployer shown = deployer("minikube");
        assertThat(shown.getOnline()).isTrue();
        assertThat(shown.getVersion()).isEqualTo("1.2.3");
        assertThat(shown.getSeenAt()).isPositive();
        assertThat(minikube.token()).startsWith(shown.getTokenPrefix()).matches("[A-Z2-7]{52}====");
        assertThat(shown.getTokenPrefix()).hasSize(6);
    }

    @Test
    void aDeployerWithModelDeploymentsIsDeletedByForceOnlyAndItsTokenStopsWorking() {
        gateway.create(minikube, "roadsigns1");
        try (OpenStream<Deployment> stream = minikube.follow()) {
            assertThatThrownBy(() -> deleteDeployer(false))
                    .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "still has model deployments (1)"));

            deleteDeployer(true);

            Status end = stream.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(end.getDescription()).contains("unauthorized");
            assertThat(stream.messages()).isEmpty();
            assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThat(gateway.list()).isEmpty();
        }
    }

    @Test
    void twoDeployersOfOneNameAreRefused() {
        assertThatThrownBy(() -> gateway.createDeployer("minikube"))
                .satisfies(Refusals.with(Status.Code.ALREADY_EXISTS, "'minikube'"));
        assertThatThrownBy(() -> gateway.management()
                        .createDeployer(CreateDeployerRequest.newBuilder()
                                .setName("no spaces")
                                .build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "deployer name must be"));
    }

    @Test
    void aNameIsTakenUntilItsModelDeploymentIsDeleted() {
        ModelDeployment first = gateway.create(minikube, "roadsigns1");
        assertThatThrownBy(() -> gateway.create(minikube, "roadsigns1"))
                .satisfies(Refusals.with(
                        Status.Code.ALREADY_EXISTS, first.getDeployment().getId()));
        gateway.create(minikube, TestGateway.model("roadsigns1").setNamespace("staging"));

        gateway.delete(first.getDeployment().getId());

        assertThat(gateway.create(minikube, "roadsigns1").getDeployment().getId())
                .isNotEqualTo(first.getDeployment().getId());
    }

    @Test
    void anAmbiguousNameListsTheCandidatesAndHowToTellThemApart() {
        TestDeployer other = gateway.createDeployer("other");
        ModelDeployment mine = gateway.create(minikube, "roadsigns1");
        ModelDeployment theirs = gateway.create(other, "roadsigns1");

        assertThatThrownBy(() -> gateway.delete("roadsigns1"))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        mine.getDeployment().getId() + " (deployer minikube, namespace default)"))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        theirs.getDeployment().getId() + " (deployer other, namespace default)"));
        assertThat(get(DeploymentRef.newBuilder().setDeployment("roadsigns1").setDeployer("other")))
                .isEqualTo(theirs);
        assertThat(get(mine.getDeployment().getId())).isEqualTo(mine);
        assertThatThrownBy(() -> get("nothing")).satisfies(Refusals.with(Status.Code.NOT_FOUND, "'nothing'"));
    }

    @Test
    void anUpdateOfWhatWasChangedMeanwhileIsAborted() {
        ModelDeployment read = gateway.create(minikube, "roadsigns1");
        ModelDeployment changed = gateway.update(TestGateway.withImage(read, "quay.io/example/roadsigns1:2"));

        assertThatThrownBy(() -> gateway.update(TestGateway.withImage(read, "quay.io/example/roadsigns1:3")))
                .satisfies(Refusals.with(Status.Code.ABORTED, "read it again"));

        assertThat(get("roadsigns1")).isEqualTo(changed);
        Deployment whateverItIsNow = TestGateway.withImage(read, "quay.io/example/roadsigns1:3").toBuilder()
                .clearRevision()
                .build();
        assertThat(gateway.update(whateverItIsNow)
                        .getDeployment()
                        .getDeployment()
                        .getImage())
                .isEqualTo("quay.io/example/roadsigns1:3");
    }

    @Test
    void anUpdateThatChangesNothingIsNoNews() {
        try (OpenStream<Deployment> stream = minikube.follow()) {
            ModelDeployment created = gateway.create(minikube, "roadsigns1");
            assertThat(gateway.update(created.getDeployment())).isEqualTo(created);
            ModelDeployment last = gateway.create(minikube, "last");

            await().until(() -> stream.messages().contains(last.getDeployment()));
            assertThat(stream.messages()).containsExactly(created.getDeployment(), last.getDeployment());
        }
    }

    @Test
    void nameAndNamespaceDoNotChange() {
        Deployment created = gateway.create(minikube, "roadsigns1").getDeployment();

        assertThatThrownBy(() ->
                        gateway.update(created.toBuilder().setName("other").build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "name cannot be changed"));
        assertThatThrownBy(() ->
                        gateway.update(created.toBuilder().setNamespace("other").build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "namespace cannot be changed"));
    }

    @Test
    void managementNeedsTheAdminTokenAndADeployersIsNone() {
        for (String authorization : List.of("Bearer wrong", "Bearer " + minikube.token(), "Basic x", "")) {
            assertThatThrownBy(() ->
                            gateway.management(authorization).listDeployers(ListDeployersRequest.getDefaultInstance()))
                    .satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
        }
    }

    @Test
    void tenThousandModelDeploymentsFitIntoOneList() {
        Deployment like = gateway.create(minikube, "roadsigns1").getDeployment();
        int fleet = 10_000;
        try (Database database = Database.open(url)) {
            database.transaction(transaction -> {
                for (int i = 1; i < fleet; i++) {
                    insert(transaction, like.toBuilder().setId("id-" + i).setName("model-" + i));
                }
                return null;
            });
        }

        assertThat(minikube.list().getDeploymentsList()).hasSize(fleet);
        assertThat(gateway.list()).hasSize(fleet);
    }

    private void insert(Transaction transaction, Deployment.Builder wanted) throws SQLException {
        transaction.update(
                """
                INSERT INTO model_deployments (id, deployer_id, namespace, name, wanted, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 1, 1)
                """,
                wanted.getId(),
                minikube.id(),
                wanted.getNamespace(),
                wanted.getName(),
                wanted.build().toByteArray());
    }

    private static UpdateDeploymentRequest ready(ModelDeployment of) {
        return UpdateDeploymentRequest.newBuilder()
                .setId(of.getDeployment().getId())
                .setStatus("Deployment: ready Service: ready Ingress: ready")
                .setAvailableReplicas(2)
                .setPhase(Phase.PHASE_READY)
                .setMessage("all is well")
                .build();
    }

    private ModelDeployment get(String nameOrId) {
        return get(DeploymentRef.newBuilder().setDeployment(nameOrId));
    }

    private ModelDeployment get(DeploymentRef.Builder ref) {
        return gateway
                .management()
                .getDeployment(GetDeploymentRequest.newBuilder().setRef(ref).build())
                .toBuilder()
                .clearEvents()
                .build();
    }

    private Deployer deployer(String name) {
        return gateway.management().listDeployers(ListDeployersRequest.getDefaultInstance()).getDeployersList().stream()
                .filter(deployer -> deployer.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void deleteDeployer(boolean force) {
        gateway.management()
                .deleteDeployer(DeleteDeployerRequest.newBuilder()
                        .setDeployer(minikube.name())
                        .setForce(force)
                        .build());
    }
}
