package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.OddRequests;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it ends: by SIGKILL, or by SIGTERM. */
@Embedded
class GatewayProcessTest {
    @TempDir
    private Path data;

    private GatewayProcess gateway;
    private ManagedChannel channel;
    private ManagementBlockingStub management;
    private TestDeployer minikube;

    @BeforeEach
    void start() throws Exception {
        gateway = GatewayProcess.start(data);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER), "Bearer " + gateway.adminToken());
        management = ManagementGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        CreateDeployerResponse created = management.createDeployer(
                CreateDeployerRequest.newBuilder().setName("minikube").build());
        minikube = new TestDeployer(created.getDeployer().getId(), "minikube", created.getToken(), channel);
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow();
        gateway.process().destroyForcibly().waitFor();
    }

    @Test
    void whatWasAnsweredIsKeptWhenItIsKilledTheNextMoment() throws Exception {
        List<Deployment> answered = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answered.add(management
                    .createDeployment(CreateDeploymentRequest.newBuilder()
                            .setDeployer("minikube")
                            .setDeployment(TestGateway.model("model-" + i))
                            .build())
                    .getDeployment());
        }
        gateway.process().destroyForcibly().waitFor();

        try (GatewayServer again = GatewayServer.start(GatewayOptions.onLoopback(0, data))) {
            ManagedChannel reconnected = NettyChannelBuilder.forAddress("127.0.0.1", again.port())
                    .usePlaintext()
                    .build();
            TestDeployer deployer = new TestDeployer(minikube.id(), minikube.name(), minikube.token(), reconnected);
            assertThat(deployer.list().getDeploymentsList()).containsExactlyInAnyOrderElementsOf(answered);
            reconnected.shutdownNow();
        }
    }

    @Test
    void toldToStopItEndsItsStreamsAndIsGoneWithinSeconds() throws Exception {
        OpenStream<Deployment> stream = minikube.follow();

        gateway.terminate();

        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(gateway.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noQueryOfEitherPortIsInItsOutput() throws Exception {
        OddRequests.sendAllTo(gateway.port());
        OddRequests.sendAllTo(gateway.httpPort());
        minikube.list();
        gateway.terminate();

        assertThat(gateway.output().lines().collect(Collectors.joining("\n")))
                .contains("shutting down")
                .doesNotContain(OddRequests.SECRET);
    }

    @Test
    void noTokenIsInItsOutput() throws Exception {
        // R10
        minikube.list();
        OpenStream<Deployment> stream = minikube.follow();
        assertThat(Http.get(gateway.httpPort(), "/dotscience?gateway=127.0.0.1:8800&token=" + minikube.token())
                        .statusCode())
                .isEqualTo(200);
        assertThat(Http.get(gateway.httpPort(), "/dotscience?bogus&token=" + minikube.token())
                        .statusCode())
                .isEqualTo(400);
        assertThat(Http.raw(gateway.httpPort(), "GET /dotscience?gateway=%&token=" + minikube.token()))
                .startsWith("HTTP/1.1 400 ");
        assertThat(Http.raw(gateway.httpPort(), "GET /%zz?token=" + minikube.token()))
                .startsWith("HTTP/1.1 404 ");
        assertThat(Http.raw(gateway.httpPort(), "GET /metrics?%c3%28=%&token=" + minikube.token()))
                .startsWith("HTTP/1.1 400 ");
        gateway.terminate();
        stream.awaitEnd();
        String output = gateway.output().lines().collect(Collectors.joining("\n"));

        assertThat(output)
                .contains("Created deployer minikube", "shutting down")
                .doesNotContain(minikube.token(), gateway.adminToken());
    }
}
