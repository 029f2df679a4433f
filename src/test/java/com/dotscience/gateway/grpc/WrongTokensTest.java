package com.dotscience.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.gateway.CapturedLog;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class WrongTokensTest {
    private TestGateway gateway;
    private TestDeployer honest;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        honest = gateway.createDeployer("honest");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whoMakesManyWaitsAndIsSaidOnceAndAnHonestCallFromTheSameAddressDoesNot() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            List<OpenStream<GetDeploymentsResponse>> calls = IntStream.range(0, 60)
                    .mapToObj(i -> new TestDeployer("", "", "wrong-" + i, honest.connection()))
                    .map(wrong -> OpenStream.open(
                            wrong.channel(),
                            DeployerGrpc.getListDeploymentsMethod(),
                            DeploymentFilter.getDefaultInstance(),
                            true))
                    .toList();
            await().until(() -> calls.stream().filter(OpenStream::hasEnded).count() >= 10);

            assertThat(honest.list().getDeploymentsList()).isEmpty();
            assertThat(calls).anyMatch(call -> !call.hasEnded());

            assertThat(calls).extracting(call -> call.awaitEnd().getCode()).containsOnly(Status.Code.UNAUTHENTICATED);
            assertThat(log.lines())
                    .containsExactly(
                            WrongTokens.class.getName()
                                    + ": A call from 127.0.0.1 was refused: its token is not known (logged at most once a minute for an address)");
            assertThat(Http.get(gateway, "/metrics").body()).contains("\ngateway_wrong_tokens_total 60.0\n");
        }
    }
}
