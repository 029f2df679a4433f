package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was removed is shown for as long as its deployer says that its objects are there. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class RemovalsTest {
    private static final String MODERN = "tombstones,revisions,logs,removals";

    @Parameter
    TestDatabases.Kind kind;

    private TestGateway gateway;
    private TestDeployer minikube;
    private TestDeployer other;
    private ModelDeployment cats;

    @BeforeEach
    void removeOne(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory));
        minikube = gateway.createDeployer("minikube");
        other = gateway.createDeployer("other");
        gateway.create(other, "ants");
        gateway.create(minikube, "dogs");
        cats = gateway.create(minikube, "cats");
        gateway.delete("cats");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itIsGoneAtOnceWhereNobodySaysThatItIsThere() {
        assertThat(names()).containsExactly("ants", "dogs");
        assertThatThrownBy(() -> get("cats")).satisfies(Refusals.with(Status.Code.NOT_FOUND, "cats"));
    }

    /** What its deployer lets go of at once. */
    @Test
    void itsTombstoneSaysWhetherAPersonHasConfirmedIt() {
        gateway.create(minikube, "one");
        gateway.create(minikube, "two");
        delete("dogs", 3, true);
        delete("one", 3, false);
        delete("two", 1, false);

        assertThat(minikube.list().getDeploymentsList())
                .filteredOn(Deployment::getDeleted)
                .extracting(Deployment::getConfirmed)
                .containsExactlyInAnyOrder(true, true, false, true);
    }

    private void delete(String name, int of, boolean confirmed) {
        gateway.management()
                .deleteDeployment(DeleteDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(name))
                        .setOf(of)
                        .setConfirmed(confirmed)
                        .build());
    }

    @Test
    void itIsShownAsBeingRemovedUntilItIsGone() {
        report(minikube, removing());

        assertThat(names()).containsExactly("ants", "cats", "dogs");
        ModelDeployment shown = get("cats");
        assertThat(shown.getDeployment()).isEqualTo(cats.getDeployment());
        assertThat(shown.getCreatedAt()).isEqualTo(cats.getCreatedAt());
        assertThat(shown.getReport().getPhase()).isEqualTo(Phase.PHASE_REMOVING);
        assertThat(shown.getReport().getMessage()).isEqualTo("somebody's finalizer holds it");
        assertThat(get(cats.getDeployment().getId())).isEqualTo(shown);
        assertThat(listOf("minikube")).containsExactly("cats", "dogs");
        assertThat(listOf("other")).containsExactly("ants");

        report(minikube, about().setGone(true));

        assertThat(names()).containsExactly("ants", "dogs");
    }

    /** A report crosses the removal on its way: nothing is wrong with that. */
    @Test
    void whatIsSaidOfItFromBeforeItsRemovalIsTakenAndShowsNothing() {
        report(minikube, about().setPhase(Phase.PHASE_READY));

        assertThat(names()).containsExactly("ants", "dogs");
    }

    @Test
    void nobodyElseCanSayAnythingOfIt() {
        assertThatThrownBy(() -> report(other, removing()))
                .satisfies(Refusals.with(
                        Status.Code.NOT_FOUND, cats.getDeployment().getId()));
        assertThat(names()).containsExactly("ants", "dogs");
    }

    @Test
    void whatHasItsNameSinceIsMeantByTheName() {
        report(minikube, removing());
        ModelDeployment again = gateway.create(minikube, "cats");

        assertThat(get("cats").getDeployment()).isEqualTo(again.getDeployment());
        assertThat(get(cats.getDeployment().getId()).getDeployment()).isEqualTo(cats.getDeployment());
        assertThat(names()).containsExactly("ants", "cats", "cats", "dogs");
    }

    /** A deployer knows what went while nobody was connected, so it reports again what is still there. */
    @Test
    void aDeployerThatConnectsAgainBeginsAnew() {
        report(minikube, removing());

        try (OpenStream<Deployment> others = other.follow()) {
            assertThat(names()).containsExactly("ants", "cats", "dogs");
        }
        try (OpenStream<Deployment> stream = minikube.follow()) {
            assertThat(names()).containsExactly("ants", "dogs");
        }
    }

    /** A look right after the removal finds it, whether its deployer has heard of that or is away. */
    @Test
    void whatItsDeployerHasReportedOnIsShownAsBeingRemovedAtOnce() {
        ModelDeployment dogs = modernReport(Phase.PHASE_READY);

        gateway.delete("dogs");

        assertThat(names()).containsExactly("ants", "dogs");
        assertThat(get("dogs").getReport())
                .returns(Phase.PHASE_REMOVING, Report::getPhase)
                .returns("No longer wanted", Report::getMessage);
        assertThat(awaited()).containsExactly(dogs.getDeployment().getId());
        modern().updateDeployment(about().setId(dogs.getDeployment().getId())
                .setGone(true)
                .build());
        assertThat(names()).containsExactly("ants");
        assertThat(awaited()).isEmpty();
    }

    /** It may be one that only looks, beside the one that works. */
    @Test
    void aStreamThatIsOpenedChangesNothingWhereTheDeployerIsAskedWhatIsGone() {
        modernReport(Phase.PHASE_READY);
        gateway.delete("dogs");

        try (OpenStream<Deployment> stream = OpenStream.open(
                        minikube.channel(MODERN),
                        DeployerGrpc.getStreamDeploymentsMethod(),
                        DeploymentFilter.getDefaultInstance(),
                        true)
                .awaitHeaders()) {
            assertThat(names()).containsExactly("ants", "dogs");
        }
    }

    private ModelDeployment modernReport(Phase phase) {
        ModelDeployment dogs = get("dogs");
        modern().updateDeployment(about().setId(dogs.getDeployment().getId())
                .setPhase(phase)
                .build());
        return dogs;
    }

    private DeployerGrpc.DeployerBlockingStub modern() {
        return DeployerGrpc.newBlockingStub(minikube.channel(MODERN));
    }

    private List<String> awaited() {
        return modern().listDeployments(DeploymentFilter.getDefaultInstance()).getDeploymentsList().stream()
                .filter(Deployment::getAwaited)
                .map(Deployment::getId)
                .toList();
    }

    private UpdateDeploymentRequest.Builder about() {
        return UpdateDeploymentRequest.newBuilder().setId(cats.getDeployment().getId());
    }

    private UpdateDeploymentRequest.Builder removing() {
        return about().setPhase(Phase.PHASE_REMOVING).setMessage("somebody's finalizer holds it");
    }

    private static void report(TestDeployer deployer, UpdateDeploymentRequest.Builder report) {
        deployer.calls().updateDeployment(report.build());
    }

    private List<String> names() {
        return listOf("");
    }

    private List<String> listOf(String deployer) {
        return gateway
                .management()
                .listDeployments(ListDeploymentsRequest.newBuilder()
                        .setDeployer(deployer)
                        .build())
                .getDeploymentsList()
                .stream()
                .map(each -> each.getDeployment().getName())
                .toList();
    }

    private ModelDeployment get(String nameOrId) {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(nameOrId))
                        .build());
    }
}
