package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.clock.SteadyClock;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the clock of the Gateway's machine. */
@Embedded
class JumpingClockTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final HandClock wall = new HandClock(START);
    private final HandClock steady = new HandClock(START);
    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory), wall, steady);
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whoIsOnlineGoesByTheTimeThatHasPassed() {
        minikube.list();

        wall.set(START.plus(Duration.ofDays(400)));
        assertThat(isOnline()).isTrue();
        wall.set(START.minus(Duration.ofDays(400)));
        assertThat(isOnline()).isTrue();
        steady.pass(Duration.ofSeconds(31));
        assertThat(isOnline()).isFalse();
    }

    @Test
    void whoWasHeardByAClockThatWasAheadIsNotOnlineForAsLong() {
        wall.set(START.plus(Duration.ofDays(400)));
        minikube.list();
        wall.set(START);

        gateway.restart();

        assertThat(isOnline()).isFalse();
    }

    @Test
    void aRemovalIsToldForThirtyDaysWhateverTheClockSays() {
        for (Instant wrong : new Instant[] {START.plus(Duration.ofDays(400)), START.minus(Duration.ofDays(400))}) {
            wall.set(wrong);
            String id = gateway.create(minikube, "gone").getDeployment().getId();
            gateway.delete(id);

            passWeeks(4);
            minikube = gateway.reconnected(minikube);
            assertThat(minikube.list().getDeploymentsList())
                    .extracting(Deployment::getId)
                    .contains(id);

            passWeeks(1);
            minikube = gateway.reconnected(minikube);
            assertThat(minikube.list().getDeploymentsList()).isEmpty();
        }
    }

    @Test
    void aGatewayThatStartsByAWrongClockForgetsNoRemoval() {
        gateway.delete(gateway.create(minikube, "gone").getDeployment().getId());

        steady.set(START.plus(Duration.ofDays(4_000)));
        gateway.restart();

        assertThat(gateway.reconnected(minikube).list().getDeploymentsList()).hasSize(1);
    }

    @Test
    void aGatewayThatIsStartedAgainAndAgainByAWrongClockForgetsNoRemoval() {
        gateway.delete(gateway.create(minikube, "gone").getDeployment().getId());

        for (int i = 0; i < 5; i++) {
            steady.set(START.plus(Duration.ofDays(4_000)));
            gateway.restart();
            steady.pass(Duration.ofMinutes(5));
            gateway.restart();
            steady.set(START);
            gateway.restart();
        }

        assertThat(gateway.reconnected(minikube).list().getDeploymentsList()).hasSize(1);
    }

    @Test
    void aClockThatIsAheadForGoodForgetsARemovalOneDay() {
        steady.set(START.plus(Duration.ofDays(4_000)));
        gateway.restart();
        minikube = gateway.reconnected(minikube);
        gateway.delete(gateway.create(minikube, "gone").getDeployment().getId());

        passWeeks(4);
        minikube = gateway.reconnected(minikube);
        assertThat(minikube.list().getDeploymentsList()).hasSize(1);
        passWeeks(2);

        assertThat(gateway.reconnected(minikube).list().getDeploymentsList()).isEmpty();
    }

    @Test
    void aRemovalByAClockThatWasAheadIsForgottenOneDay() {
        steady.set(START.plus(Duration.ofDays(4_000)));
        gateway.delete(gateway.create(minikube, "gone").getDeployment().getId());
        steady.set(START);
        gateway.restart();
        assertThat(gateway.reconnected(minikube).list().getDeploymentsList()).hasSize(1);

        passWeeks(5);

        assertThat(gateway.reconnected(minikube).list().getDeploymentsList()).isEmpty();
    }

    @Test
    void theSteadyClockDoesNotJump() {
        HandClock set = new HandClock(START);
        Clock clock = new SteadyClock(set);
        set.set(START.plus(Duration.ofDays(400)));

        assertThat(clock.instant()).isBetween(START, START.plus(Duration.ofHours(1)));
    }

    private void passWeeks(int weeks) {
        for (int i = 0; i < weeks; i++) {
            wall.pass(Duration.ofDays(7));
            steady.pass(Duration.ofDays(7));
            gateway.restart();
        }
    }

    private boolean isOnline() {
        return gateway.management()
                .listDeployers(ListDeployersRequest.getDefaultInstance())
                .getDeployers(0)
                .getOnline();
    }
}
