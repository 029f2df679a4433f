package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class GatewayProducersTest {

    private TestGateway gateway;
    private Follower follower;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway().start();
        follower = Follower.of(gateway.address());
        await().until(() -> follower.lists.size() == 1);
    }

    @AfterEach
    void stop() {
        follower.close();
        gateway.close();
    }

    @Test
    void aListIsASnapshotWithItsTombstonesApart() {
        Deployment wanted = Deployment.newBuilder().setId("a").setRevision(3).build();
        gateway.list = GetDeploymentsResponse.newBuilder()
                .addDeployments(wanted)
                .addDeployments(
                        Deployment.newBuilder().setId("b").setDeleted(true).setRevision(4))
                .setRevision(5)
                .setTombstones(true)
                .build();
        follower.position.set(17);

        assertThat(follower.list())
                .isEqualTo(new Update.Snapshot(
                        Update.GATEWAY,
                        List.of(wanted),
                        List.of(new Update.Removal(Update.GATEWAY, "b", 4, false, false)),
                        5,
                        17,
                        true));
    }

    /** R4: what the stream changes while the list is under way is newer than the list. */
    @Test
    void thePositionIsNotedBeforeTheListIsAskedFor() {
        follower.position.set(17);
        gateway.onList = () -> follower.position.set(18);

        assertThat(follower.list().position()).isEqualTo(17);
        assertThat(follower.position).hasValue(18);
    }

    @Test
    void aListOfTenThousandModelDeploymentsFits() {
        String classes = "dGhpcyBpcyBhIGxpc3Qgb2YgY2xhc3Nlcw==".repeat(40);
        gateway.list = GetDeploymentsResponse.newBuilder()
                .addAllDeployments(IntStream.range(0, 10_000)
                        .mapToObj(i -> Deployment.newBuilder()
                                .setId("id-" + i)
                                .setName("model-" + i)
                                .setDeployment(DeploymentSpec.newBuilder().setImage("quay.io/dotmesh/model:" + i))
                                .setMetrics(MetricsSpec.newBuilder().setClasses(classes))
                                .build())
                        .toList())
                .build();

        assertThat(gateway.list.getSerializedSize()).isGreaterThan(4 << 20);
        assertThat(follower.list().wanted()).isEqualTo(gateway.list.getDeploymentsList());
    }

    @Test
    void aReportArrivesAsItWasSent() {
        UpdateDeploymentRequest report = UpdateDeploymentRequest.newBuilder()
                .setId("a")
                .setStatus("Deployment: ready Service: ready Ingress: ready")
                .setAvailableReplicas(2)
                .setPhase(Phase.PHASE_READY)
                .build();

        follower.report(report);

        assertThat(gateway.reports).containsExactly(report);
    }

    @Test
    void whileAnotherDeployerLeadsNothingIsReported() {
        UpdateDeploymentRequest ours =
                UpdateDeploymentRequest.newBuilder().setId("a").build();
        follower.standingBy = Optional.of("standing by: b leads");
        follower.template.sendBody("gateway:updateDeployment", ours);
        follower.standingBy = Optional.empty();
        UpdateDeploymentRequest next =
                UpdateDeploymentRequest.newBuilder().setId("b").build();
        follower.template.sendBody("gateway:updateDeployment", next);

        assertThat(gateway.reports).containsExactly(next);
    }

    @Test
    void whileThereIsNoConnectionACallFailsAtOnceAndSaysSo() throws Exception {
        gateway.kill();
        await().until(() -> !follower.connection.state().connected());

        assertThat(catchThrowable(follower::list))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(GatewayUnavailableException.class)
                .hasMessageStartingWith("The Gateway at " + gateway.address() + " did not answer: ")
                .hasNoCause();
        assertThatThrownBy(() -> follower.report(UpdateDeploymentRequest.getDefaultInstance()))
                .hasCauseInstanceOf(GatewayUnavailableException.class);
    }

    @Test
    void whatElseTheGatewayAnswersIsNoMissingConnection() {
        gateway.refusal = Status.INVALID_ARGUMENT.withDescription("id: no such model deployment");

        assertThat(catchThrowable(() -> follower.report(UpdateDeploymentRequest.getDefaultInstance())))
                .cause()
                .isExactlyInstanceOf(GatewayException.class)
                .hasMessageContaining("id: no such model deployment");
    }

    @Test
    void anOperationThatIsNoneIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> follower.template.sendBody("gateway:lists", null))
                .rootCause()
                .hasMessage("gateway:lists: no such operation; there are streamDeployments, list, updateDeployment,"
                        + " streamLogRequests, sendLogs, streamDryRuns, sendDryRun");
    }
}
