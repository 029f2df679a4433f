package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A deployer that does not know all that can be asked of a model-proxy is not asked for it in vain. */
@Embedded
class OldDeployersTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-01-02T03:04:05Z"));
    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory), clock);
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                addition("served name", metrics -> metrics.setServedName("signs")),
                addition("record URL", metrics -> metrics.setRecordUrl("http://sink")),
                addition("model metrics path", metrics -> metrics.setModelMetricsPath("/metrics")),
                addition("model metrics port", metrics -> metrics.setModelMetricsPort(8002)),
                addition("proxy memory", metrics -> metrics.setMemoryMib(128)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void itIsRefusedWithTheFieldAndTheVersion(String field, Consumer<MetricsSpec.Builder> addition) {
        isOnline("tombstones,revisions,logs");
        ModelDeployment plain = gateway.create(minikube, "plain");

        assertThatThrownBy(() -> gateway.create(minikube, with(TestGateway.model("signs"), addition)))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer 'minikube' has version 1.2.3, which does not know " + field
                                + ": upgrade the deployer first, or ask without"));
        assertThatThrownBy(() -> gateway.update(
                        with(plain.getDeployment().toBuilder(), addition).build()))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "does not know " + field));
        assertThat(gateway.list()).hasSize(1);
    }

    @Test
    void anyDeployerMayBeAskedForWhatTheGoProgramKnows() {
        isOnline("");

        gateway.create(
                minikube,
                with(
                        TestGateway.model("signs"),
                        metrics -> metrics.setImage("proxy:1")
                                .setClasses("c")
                                .setRecord(true)
                                .setModelProxyPort(1)
                                .setModelProxyApiPort(2)));

        assertThat(gateway.list()).hasSize(1);
    }

    @Test
    void oneThatAnnouncesItMayBeAskedForAll() {
        isOnline("tombstones,revisions,logs,model-proxy,proxy-memory");

        ModelDeployment made = create();

        assertThat(made.getDeployment().getMetrics().getServedName()).isEqualTo("signs");
        assertThat(made.getRemark()).isEmpty();
    }

    @Test
    void oneThatKnowsTheModelProxyButNotItsMemoryIsNotAskedForIt() {
        isOnline("tombstones,revisions,logs,model-proxy,removals");

        assertThatThrownBy(() -> gateway.create(
                        minikube,
                        with(
                                TestGateway.model("signs"),
                                metrics -> metrics.setServedName("signs").setMemoryMib(128))))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer 'minikube' has version 1.2.3, which does not know proxy memory: upgrade the deployer"
                                + " first, or ask without"));
        assertThat(create().getDeployment().getMetrics().getServedName()).isEqualTo("signs");
    }

    /** It may be a newer one when it comes, as when it is being upgraded. */
    @Test
    void oneThatIsNotThereMayBeAskedForAll() {
        create();
        gateway.delete("signs");
        isOnline("tombstones,revisions");
        clock.pass(Duration.ofSeconds(31));

        create();

        assertThat(gateway.list()).hasSize(1);
    }

    @Test
    void whatAnOlderOneLeavesOutWhenItComesIsSaid() {
        create();
        assertThat(get().getRemark()).isEmpty();

        isOnline("tombstones,revisions");

        String remark =
                "deployer 'minikube' has version 1.2.3, which does not know served name, so what runs is without:"
                        + " upgrade the deployer";
        assertThat(get().getRemark()).isEqualTo(remark);
        assertThat(gateway.list()).extracting(ModelDeployment::getRemark).containsExactly(remark);
    }

    @Test
    void everythingElseOfItCanBeChangedMeanwhile() {
        ModelDeployment made = create();
        isOnline("tombstones,revisions");

        ModelDeployment updated = gateway.update(TestGateway.withImage(made, "model:2"));

        assertThat(updated.getDeployment().getDeployment().getImage()).isEqualTo("model:2");
    }

    private ModelDeployment create() {
        return gateway.create(minikube, with(TestGateway.model("signs"), metrics -> metrics.setServedName("signs")));
    }

    private ModelDeployment get() {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment("signs"))
                        .build());
    }

    private void isOnline(String capabilities) {
        DeployerGrpc.newBlockingStub(minikube.channel(capabilities))
                .listDeployments(DeploymentFilter.getDefaultInstance());
    }

    private static Deployment.Builder with(Deployment.Builder wanted, Consumer<MetricsSpec.Builder> addition) {
        addition.accept(wanted.getMetricsBuilder());
        return wanted;
    }

    private static Arguments addition(String field, Consumer<MetricsSpec.Builder> addition) {
        return Arguments.of(field, addition);
    }
}
