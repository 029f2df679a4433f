package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends {@code --wait} without success. */
@Embedded
class WaitThatFailsTest extends WaitingTest {

    @Test
    void aFailedRolloutEndsItWithTheReason() {
        report(reported(Phase.PHASE_FAILED, 0, "exceeded its progress deadline"));

        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(4, "ds: m failed: exceeded its progress deadline\n");
    }

    @Test
    void anUpdateThatIsStuckWhileTheVersionBeforeServesEndsItToo() {
        report(reported(
                Phase.PHASE_DEGRADED, 2, "the image cannot be pulled; meanwhile the version before still serves"));

        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(
                        4,
                        "ds: m is not as asked: Degraded 2/2: the image cannot be pulled; meanwhile the version before"
                                + " still serves\n");
    }

    @Test
    void whatWasReadyBeforeIsNotTakenForWhatWasAskedFor() {
        var before = reported(Phase.PHASE_READY, 2, "").toBuilder();
        before.getReportBuilder().setRevision(6);
        report(before.build());

        assertThat(update("--timeout", "1s"))
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(
                        4,
                        "ds: m is not ready after 1s: Pending 2/2: not reported on since it was asked for."
                                + " It goes on: ds deployment get m\n");
    }

    @Test
    void whatSomebodyElseRemovesIsNoLongerWaitedFor() {
        gateway.beforeGet = () -> gateway.deployments.clear();
        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(4, "ds: m was removed meanwhile\n");
    }

    @Test
    void whatSomebodyElseChangesIsNoLongerWaitedFor() {
        var changed = WANTED.toBuilder();
        changed.getDeploymentBuilder().setRevision(8);
        report(changed.build());
        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(4, "ds: m was changed again meanwhile, so this is no longer asked for\n");
    }

    @Test
    void jsonShowsHowItWasAtTheEndAndProgressGoesBesideIt() {
        report(reported(Phase.PHASE_FAILED, 1, "no memory"));

        var result = update("-o", "json");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).startsWith("{").contains("\"status\" : \"failed\"", "\"message\" : \"no memory\"");
        assertThat(result.err()).isEqualTo("Pending 0/2\nds: m failed: no memory\n");
    }

    @Test
    void aDeployerThatIsOfflineIsSaidAtOnceAndReadyIsNotBelieved() {
        gateway.deployments.set(
                0,
                reported(Phase.PHASE_READY, 2, "").toBuilder()
                        .setStale(true)
                        .setDeployerSeenAt(FakeGateway.CREATED.minusSeconds(180).toEpochMilli())
                        .build());

        var result = update("--timeout", "1s");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .endsWith("Deployment name:          m\n"
                        + "Ready 2/2: its deployer minikube is offline, last heard of 3 minutes ago\n");
    }

    @Test
    void aTimeoutIsATimeAndNeedsSomethingToWaitFor() {
        for (String wrong : List.of("5", "0s", "-1m", "soon")) {
            var result = update("--timeout", wrong);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("ds: Invalid value for option '--timeout': '" + wrong
                            + "' is no span of time such as 90s, 10m, 1h30m or 2d");
        }
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "m", "-r", "2", "--timeout", "5m")
                        .code())
                .isEqualTo(2);
        assertThat(gateway.requests).isEmpty();
    }
}
