package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.push.PushGrpc;
import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Embedded;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route {@code grpc-push} as it is delivered, called over real gRPC. */
@Embedded
class GrpcPushRouteTest {

    private static final String TOKEN = "the-deployer's-own";
    private static final Deployment ROADSIGNS = Deployment.newBuilder()
            .setId("r")
            .setName("roadsigns")
            .setDeployment(DeploymentSpec.newBuilder().setImage("quay.io/roadsigns:1"))
            .setRevision(3)
            .build();

    private final CamelContext context = new DefaultCamelContext();
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        String address = "127.0.0.1:" + freePort();
        context.getRegistry().bind("pushUpdates", new PushUpdates(() -> 42));
        context.getRegistry().bind("pushInterceptor", new PushInterceptor(() -> TOKEN));
        context.getRegistry().bind("work", new MockComponent());
        context.getPropertiesComponent().addOverrideProperty("deployer.push.enabled", "true");
        context.getPropertiesComponent().addOverrideProperty("deployer.push.address", address);
        context.addRoutes(new DeadLetters());
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context)
                        .resolveResource("classpath:routes/deployer/grpc-push.yaml"));
        context.start();
        channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        context.stop();
    }

    @Test
    void aPushedModelDeploymentIsAnUpsertThatWaitsWithTheOthersWhenTheCallerHasItsAnswer() {
        assertThat(push(TOKEN).pushDeployment(ROADSIGNS)).isEqualTo(Empty.getDefaultInstance());

        assertThat(waiting()).containsExactly(new Update.Upsert(Update.PUSH, ROADSIGNS, 3));
    }

    @Test
    void aRemovalNeedsNothingButTheId() {
        push(TOKEN).removeDeployment(Deployment.newBuilder().setId("r").build());

        assertThat(waiting()).containsExactly(new Update.Removal(Update.PUSH, "r", 0, false, false));
    }

    @Test
    void aListIsASnapshotTakenAtThePositionOfTheDesiredState() {
        push(TOKEN)
                .pushList(GetDeploymentsResponse.newBuilder()
                        .addDeployments(ROADSIGNS)
                        .setRevision(3)
                        .build());

        assertThat(waiting())
                .containsExactly(new Update.Snapshot(Update.PUSH, List.of(ROADSIGNS), List.of(), 3, 42, false));
    }

    @Test
    void aCallWithoutTheTokenIsRefused() {
        for (String wrong : new String[] {null, "", "another", TOKEN + "s"}) {
            assertThatThrownBy(() -> push(wrong).pushDeployment(ROADSIGNS))
                    .hasMessageStartingWith("UNAUTHENTICATED: unauthorized")
                    .hasMessageNotContaining(TOKEN);
        }
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> push(TOKEN)
                        .pushDeployment(ROADSIGNS.toBuilder().clearId().build()))
                .hasMessageStartingWith("INVALID_ARGUMENT: id is missing");
        assertThatThrownBy(() -> push(TOKEN)
                        .pushDeployment(ROADSIGNS.toBuilder().clearDeployment().build()))
                .hasMessageStartingWith("INVALID_ARGUMENT: deployment.image is missing");
        assertThatThrownBy(() -> push(TOKEN).removeDeployment(Deployment.getDefaultInstance()))
                .hasMessageStartingWith("INVALID_ARGUMENT: id is missing");
        assertThatThrownBy(() -> push(TOKEN)
                        .pushList(GetDeploymentsResponse.newBuilder()
                                .addDeployments(ROADSIGNS)
                                .addDeployments(ROADSIGNS.toBuilder().clearName())
                                .build()))
                .hasMessageStartingWith("INVALID_ARGUMENT: deployments[1].name is missing");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void withoutTheInterceptorNothingIsTaken() {
        assertThatThrownBy(() -> new PushUpdates(() -> 0).toUpdate("pushDeployment", ROADSIGNS))
                .hasMessageStartingWith("UNAUTHENTICATED");
    }

    private PushGrpc.PushBlockingStub push(String token) {
        Metadata metadata = new Metadata();
        if (token != null) {
            metadata.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
        }
        return PushGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private List<Object> waiting() {
        return context.getEndpoint("work:updates", MockEndpoint.class).getExchanges().stream()
                .map(Exchange::getMessage)
                .map(message -> message.getBody())
                .toList();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A configuration for all routes that swallows every failure: this route must not be under it. */
    private static final class DeadLetters extends RouteConfigurationBuilder {
        @Override
        public void configuration() {
            routeConfiguration().onException(Exception.class).handled(true).setBody(constant("swallowed"));
        }
    }
}
