package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.grpc.DeployerAuthentication;
import com.dotscience.testing.Embedded;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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

/** Peers that are newer than the Gateway, and such as send what nobody can mean, on both databases. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class UnheardOfTest {
    private static final int NEW_PHASE = 77;

    @Parameter
    TestDatabases.Kind kind;

    private TestGateway gateway;
    private TestDeployer minikube;
    private CapturedLog log;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory));
        minikube = gateway.createDeployer("minikube");
        log = new CapturedLog();
    }

    @AfterEach
    void stop() {
        log.close();
        gateway.close();
    }

    @Test
    void aPhaseAndFieldsThatItDoesNotKnowAreKeptOrIgnored() {
        String id = gateway.create(minikube, "roadsigns1").getDeployment().getId();

        minikube.calls()
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setId(id)
                        .setPhaseValue(NEW_PHASE)
                        .setMessage("in a new way")
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        900,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(1)
                                                .build())
                                .build())
                        .build());

        var shown = gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(id))
                        .build());
        assertThat(shown.getReport().getPhaseValue()).isEqualTo(NEW_PHASE);
        assertThat(shown.getEvents(0).getPhaseValue()).isEqualTo(NEW_PHASE);
        assertThat(shown.getEvents(0).getMessage()).isEqualTo("in a new way");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aContainerThatItDoesNotKnowIsTheDeployersToJudge() {
        gateway.create(minikube, "roadsigns1");
        try (OpenStream<LogsRequest> requests = OpenStream.open(
                        minikube.channel(),
                        DeployerGrpc.getStreamLogRequestsMethod(),
                        LogsFilter.getDefaultInstance(),
                        true);
                OpenStream<LogLine> reader = OpenStream.open(
                        gateway.managementChannel(),
                        ManagementGrpc.getStreamLogsMethod(),
                        StreamLogsRequest.newBuilder()
                                .setRef(DeploymentRef.newBuilder().setDeployment("roadsigns1"))
                                .setContainerValue(9)
                                .build(),
                        true)) {
            await().until(() -> !requests.messages().isEmpty() || reader.hasEnded());
            // Where the reader was first, there was nobody to ask.
            assertThat(reader.hasEnded() ? reader.awaitEnd().getCode() : Status.Code.OK)
                    .isIn(Status.Code.OK, Status.Code.UNAVAILABLE);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aNulIsRefusedBeforeADatabaseSeesIt() {
        UpdateDeploymentRequest report =
                UpdateDeploymentRequest.newBuilder().setId("a\0b").build();
        assertThatThrownBy(() -> minikube.calls().updateDeployment(report))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "no NUL, not 'a?b'"));
        assertThatThrownBy(() -> gateway.delete("a\0b"))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "no NUL, not 'a?b'"));
        assertThatThrownBy(
                        () -> gateway.update(Deployment.newBuilder().setId("\0").build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "no NUL"));
        assertThatThrownBy(() -> gateway.createDeployer("mini\0kube"))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "deployer name must be"));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void controlCharactersInMetadataAreRefused() {
        // No client of gRPC sends them: straight to who would read them.
        DeployerAuthentication authentication = new DeployerAuthentication(null, null, null, null, null);
        for (String key : List.of("token", "version", "capabilities", "lease")) {
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("token", ASCII_STRING_MARSHALLER), minikube.token());
            metadata.discardAll(Metadata.Key.of(key, ASCII_STRING_MARSHALLER));
            metadata.put(Metadata.Key.of(key, ASCII_STRING_MARSHALLER), "1.0\0\u001b[31m");

            assertThatThrownBy(() -> authentication.interceptCall(null, metadata, null))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessage("INVALID_ARGUMENT: " + key + " must have no control characters");
        }
    }
}
