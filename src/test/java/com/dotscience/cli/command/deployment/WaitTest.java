package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.cli.DsRun;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What {@code --wait} shows until the model deployment is ready. */
@Embedded
class WaitTest extends WaitingTest {

    @Test
    void inAPipeItSaysWhatIsNewOnceAndEndsWhenReady() {
        report(
                reported(Phase.PHASE_PROGRESSING, 0, "ImagePullBackOff: no such image"),
                reported(Phase.PHASE_PROGRESSING, 0, "ImagePullBackOff: no such image"),
                reported(Phase.PHASE_PROGRESSING, 1, "1 of 2 replicas are ready"),
                reported(Phase.PHASE_READY, 2, ""));

        assertThat(update()).isEqualTo(new DsRun.Result(0, """
                Deployment ID:            id-m
                Deployment namespace:     default
                Deployment name:          m
                Pending 0/2
                Progressing 0/2: ImagePullBackOff: no such image
                Progressing 1/2: 1 of 2 replicas are ready
                Ready 2/2
                """, ""));
    }

    @Test
    void inATerminalItWritesOneLineOverAndCutsItToFit() {
        report(
                reported(Phase.PHASE_PROGRESSING, 0, "a long story that does not fit into forty columns at all"),
                reported(Phase.PHASE_READY, 2, ""));

        var result = DsRun.against(gateway)
                .inColumns(40)
                .ds("deployment", "update", "m", "-r", "2", "--wait", "--timeout", "1m");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("\rProgressing 0/2: a long story that doe…\r")
                .endsWith("\rReady 2/2\n")
                .doesNotContain("\u001b");
        assertThat(result.out().split("[\r\n]"))
                .filteredOn(line -> !line.startsWith("Deployment "))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
    }

    /** R11: what an admission changed. */
    @Test
    void aWarningIsPrintedAndIsNoFailure() {
        report(reported(
                Phase.PHASE_READY, 2, "Changed at admission: Ingress spec.rules[a].host: written a, there is b"));

        DsRun.Result result = update();

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .endsWith("Ready 2/2: Changed at admission: Ingress spec.rules[a].host: written a, there is b\n");
    }

    @Test
    void whatIsStuckForAMomentIsWaitedFor() {
        report(
                reported(Phase.PHASE_DEGRADED, 1, "the pods of the version before crash"),
                reported(Phase.PHASE_PROGRESSING, 1, "1 of 2 replicas are updated"),
                reported(Phase.PHASE_READY, 2, ""));

        assertThat(update().code()).isZero();
    }

    @Test
    void aGatewayThatIsAwayForAMomentIsWaitedFor() {
        report(WANTED, reported(Phase.PHASE_READY, 2, ""));
        Runnable story = gateway.beforeGet;
        var once = new AtomicBoolean();
        gateway.beforeGet = () -> {
            story.run();
            if (!once.getAndSet(true)) {
                gateway.failures.add(Status.DEADLINE_EXCEEDED);
            }
        };

        assertThat(update().code()).isZero();
    }
}
