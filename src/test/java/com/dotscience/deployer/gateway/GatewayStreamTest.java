package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Embedded;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class GatewayStreamTest {

    private static final Deployment ROADSIGNS = Deployment.newBuilder()
            .setId("r")
            .setName("roadsigns")
            .setRevision(7)
            .build();

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
    void itAnnouncesItselfThenSubscribesThenLists() {
        assertThat(gateway.calls).containsExactly("UpdateDeployer", "StreamDeployments", "ListDeployments");
        assertThat(follower.events).containsExactly("connected");
    }

    @Test
    void everyCallSaysWhoCallsAndWhatItUnderstands() {
        assertThat(gateway.lastMetadata.get(TokenCredentials.TOKEN)).isEqualTo(Follower.TOKEN);
        assertThat(gateway.lastMetadata.get(TokenCredentials.VERSION)).isEqualTo("1.2.3");
        assertThat(gateway.lastMetadata.get(TokenCredentials.CAPABILITIES))
                .isEqualTo(
                        "canary,tombstones,revisions,logs,dry-run,model-proxy,proxy-memory,removals,environment,resources,images,shared-memory,node-selector,"
                                + "scheduling,service-account,security-context,volumes,pod-metadata,restart,readiness,termination,rollout,"
                                + "tls,hosts,route,budget,autoscaling");
    }

    @Test
    void itSaysWhetherItsIdentityStaysWhenItsTokenChanges() {
        AtomicBoolean set = new AtomicBoolean();
        TokenCredentials credentials =
                new TokenCredentials(() -> Follower.TOKEN, set::get, "1.2.3", Participation::none);

        assertThat(capabilities(credentials)).doesNotContain("identity");
        // Its owner may set it while it runs.
        set.set(true);
        assertThat(capabilities(credentials)).contains("identity");
    }

    private static List<String> capabilities(TokenCredentials credentials) {
        List<String> announced = new ArrayList<>();
        credentials.applyRequestMetadata(null, Runnable::run, new CallCredentials.MetadataApplier() {
            @Override
            public void apply(Metadata metadata) {
                announced.addAll(
                        List.of(metadata.get(TokenCredentials.CAPABILITIES).split(",")));
            }

            @Override
            public void fail(Status why) {
                throw why.asRuntimeException();
            }
        });
        return announced;
    }

    @Test
    void newsComeAsUpdatesWithTheirRevisions() {
        gateway.send(ROADSIGNS);
        gateway.send(Deployment.newBuilder()
                .setId("r")
                .setDeleted(true)
                .setRevision(8)
                .build());

        await().until(() -> follower.events.size() == 3);
        assertThat(follower.events)
                .containsExactly(
                        "connected",
                        new Update.Upsert(Update.GATEWAY, ROADSIGNS, 7),
                        new Update.Removal(Update.GATEWAY, "r", 8, false, false));
    }

    @Test
    void afterTheGatewayWasAwayItSubscribesAndListsAgain() throws Exception {
        gateway.kill();
        await().until(() -> !follower.connection.state().connected());
        gateway.start();

        await().until(() -> follower.lists.size() == 2);
        assertThat(follower.events).containsExactly("connected", "connected");
        assertThat(follower.connection.state().connected()).isTrue();
        assertThat(follower.connection.state().reconnects()).isEqualTo(1);
        assertThat(follower.connection.state().lastError()).isPresent();
        gateway.send(ROADSIGNS);
        await().until(() -> follower.events.size() == 3);
    }

    @Test
    void aStreamThatCompletesIsALostConnection() {
        gateway.followers.forEach(stream -> stream.onCompleted());

        await().until(() -> follower.lists.size() == 2);
        assertThat(follower.connection.state().lastError()).contains("the Gateway ended the stream");
        assertThat(follower.events).isEqualTo(List.of("connected", "connected"));
    }

    @Test
    void aRouteThatFailsDoesNotEndTheStream() {
        follower.broken = true;
        gateway.send(ROADSIGNS);
        gateway.send(ROADSIGNS);

        await().until(() -> follower.events.size() == 3);
        assertThat(follower.connection.state().connected()).isTrue();
        assertThat(gateway.count("StreamDeployments")).isEqualTo(1);
    }
}
