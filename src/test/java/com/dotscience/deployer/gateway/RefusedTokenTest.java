package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class RefusedTokenTest {

    /** No second attempt within this test's time, except after a refusal. */
    private static final GatewayOptions.Timing PATIENT = new GatewayOptions.Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5));

    @Test
    void aRefusedTokenIsTriedAgainAtItsOwnPaceAndAnotherOneIsTakenWithoutARestart() throws Exception {
        AtomicReference<String> token = new AtomicReference<>("wrong");
        try (TestGateway gateway = new TestGateway()) {
            gateway.refusal = Status.UNAUTHENTICATED.withDescription("unauthorized");
            gateway.start();
            try (LogLines log = new LogLines();
                    Follower follower = new Follower(Follower.plaintext(gateway.address(), token::get, PATIENT))) {
                await().until(() -> gateway.count("UpdateDeployer") >= 3);
                assertThat(follower.connection.state().lastError()).contains("unauthorized");
                assertThat(follower.connection.identityHints()).isEmpty();

                token.set("right\n");
                gateway.refusal = null;
                await().until(() -> follower.lists.size() == 1);

                assertThat(gateway.lastMetadata.get(TokenCredentials.TOKEN)).isEqualTo("right");
                assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR")))
                        .singleElement()
                        .asString()
                        .contains("No access to the Gateway", "unauthorized", "ds deployer create");
            }
        }
    }

    /** R10: not when it is refused, and not when a Gateway repeats it. */
    @Test
    void theTokenIsInNoLogLineNoExceptionAndNoState() throws Exception {
        try (TestGateway gateway = new TestGateway()) {
            gateway.refusal = Status.UNAUTHENTICATED.withDescription("unauthorized: who is " + Follower.TOKEN);
            gateway.start();
            try (LogLines log = new LogLines();
                    Follower follower = Follower.of(gateway.address())) {
                await().until(() -> follower.connection.state().lastError().isPresent());
                assertNowhere(Follower.TOKEN, log, follower);

                gateway.refusal = Status.INTERNAL.withDescription("broke over " + Follower.TOKEN);
                await().until(() -> log.lines().stream().anyMatch(line -> line.startsWith("WARN")));
                assertNowhere(Follower.TOKEN, log, follower);
            }
        }
    }

    /** R10: gRPC itself would log a header that it cannot send. */
    @ParameterizedTest
    @ValueSource(strings = {"has-a-\u0007-bell", "has a blank", "has-an-ü"})
    void aTokenThatNoHeaderHoldsIsNotSentAndNotLogged(String token) throws Exception {
        try (TestGateway gateway = new TestGateway().start();
                LogLines log = new LogLines();
                Follower follower = new Follower(Follower.plaintext(gateway.address(), () -> token, Follower.QUICK))) {
            await().until(() -> follower.connection.state().lastError().isPresent());

            assertThat(follower.connection.state().lastError().orElseThrow()).contains("characters that no token has");
            assertThat(gateway.calls).isEmpty();
            assertNowhere(token, log, follower);
        }
    }

    private static void assertNowhere(String token, LogLines log, Follower follower) {
        Throwable failure = catchThrowable(follower::list);
        assertThat(failure).cause().isInstanceOf(GatewayUnavailableException.class);
        assertThat(failure.getMessage() + failure.getCause() + follower.connection.state())
                .doesNotContain(token);
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(token));
        assertThat(log.hasStackTrace()).isFalse();
    }
}
