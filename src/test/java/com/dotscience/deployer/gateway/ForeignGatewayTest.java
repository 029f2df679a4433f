package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Gateway that knows nothing of our additions. */
@Embedded
class ForeignGatewayTest {

    private static final Deployment ROADSIGNS = Deployment.newBuilder()
            .setId("r")
            .setName("roadsigns")
            .setDeployment(DeploymentSpec.newBuilder().setImage("roadsigns:1"))
            .build();

    @ParameterizedTest
    @EnumSource(Announcement.class)
    void itNamesNoIdentity(Announcement announcement) throws Exception {
        try (GoGateway gateway = new GoGateway("secret", announcement).start();
                Follower follower =
                        new Follower(Follower.plaintext(gateway.address(), () -> "secret", Follower.QUICK))) {
            await().until(() -> follower.lists.size() == 1);

            assertThat(follower.connection.identityHints())
                    .contains(new IdentityHints("5ebe2294ecd0e0f08eab7690d2a6ee69", Optional.empty()));
        }
    }

    @ParameterizedTest
    @EnumSource(Announcement.class)
    void itIsFollowedAndListedThoughItSaysNothingUntilThereIsNews(Announcement announcement) throws Exception {
        try (GoGateway gateway = new GoGateway("secret", announcement).start();
                Follower follower =
                        new Follower(Follower.plaintext(gateway.address(), () -> "secret", Follower.QUICK))) {
            await().until(() -> follower.lists.size() == 1);
            gateway.put(ROADSIGNS);
            await().until(() -> follower.events.size() == 2);

            assertThat(follower.events.get(1)).isInstanceOfSatisfying(Update.Upsert.class, upsert -> {
                assertThat(upsert.wanted().toByteArray()).isEqualTo(ROADSIGNS.toByteArray());
                assertThat(upsert.revision()).isZero();
            });
            assertThat(follower.list()).satisfies(snapshot -> {
                assertThat(snapshot.wanted()).hasSize(1);
                assertThat(snapshot.revision()).isZero();
                assertThat(snapshot.tombstones()).isFalse();
            });
            follower.report(UpdateDeploymentRequest.newBuilder()
                    .setId("r")
                    .setStatus("Deployment: ready")
                    .setMessage("not for a Go program")
                    .build());
            assertThat(gateway.reports())
                    .singleElement()
                    .satisfies(report -> assertThat(report.getStatus()).isEqualTo("Deployment: ready"));

            gateway.stop();
            await().until(() -> !follower.connection.state().connected());
            gateway.start();
            await().until(() -> follower.lists.size() == 2);
        }
    }

    /** It is looked after by announcing again and again, and found again when it comes back. */
    @Test
    void oneThatKnowsListsOnlyIsConnectedAsLongAsItAnswers() throws Exception {
        try (GoGateway gateway = new GoGateway("secret", Announcement.EMPTY).start();
                LogLines log = new LogLines();
                Follower follower =
                        new Follower(Follower.plaintext(gateway.address(), () -> "secret", Follower.QUICK))) {
            gateway.refuseStreams(true);
            await().until(() -> follower.lists.size() == 1);
            await().until(() -> gateway.refusedStreams() > 3);
            assertThat(follower.connection.state().connected()).isTrue();
            assertThat(follower.lists).hasSize(1);

            gateway.stop();
            await().until(() -> !follower.connection.state().connected());
            gateway.start();
            await().until(() -> follower.lists.size() == 2);
            assertThat(follower.connection.state().connected()).isTrue();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Connected"))
                    .hasSize(2);
        }
    }
}
