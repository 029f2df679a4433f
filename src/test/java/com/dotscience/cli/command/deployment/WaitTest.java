package com.dotscience.cli.command.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --wait}, with a Gateway that tells another story each time it is asked. */
@Embedded
class WaitTest {

    private static final ModelDeployment WANTED = ModelDeployment.newBuilder()
            .setDeployment(Deployment.newBuilder()
                    .setId("id-m")
                    .setNamespace("default")
                    .setName("m")
                    .setRevision(7)
                    .setDeployment(DeploymentSpec.newBuilder().setReplicas(2).setImage("image:1")))
            .setDeployerName("minikube")
            .build();

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        gateway.deployments.add(WANTED);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void inAPipeItSaysWhatIsNewOnceAndEndsWhenReady() {
        tell(
                said(Phase.PHASE_PROGRESSING, 0, "ImagePullBackOff: no such image"),
                said(Phase.PHASE_PROGRESSING, 0, "ImagePullBackOff: no such image"),
                said(Phase.PHASE_PROGRESSING, 1, "1 of 2 replicas are ready"),
                said(Phase.PHASE_READY, 2, ""));

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
        tell(
                said(Phase.PHASE_PROGRESSING, 0, "a long story that does not fit into forty columns at all"),
                said(Phase.PHASE_READY, 2, ""));

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
        tell(said(Phase.PHASE_READY, 2, "Changed at admission: Ingress spec.rules[a].host: written a, there is b"));

        DsRun.Result result = update();

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .endsWith("Ready 2/2: Changed at admission: Ingress spec.rules[a].host: written a, there is b\n");
    }

    @Test
    void aFailedRolloutEndsItWithTheReason() {
        tell(said(Phase.PHASE_FAILED, 0, "exceeded its progress deadline"));

        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(4, "ds: m failed: exceeded its progress deadline\n");
    }

    @Test
    void anUpdateThatIsStuckWhileTheVersionBeforeServesEndsItToo() {
        tell(said(Phase.PHASE_DEGRADED, 2, "the image cannot be pulled; meanwhile the version before still serves"));

        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(
                        4,
                        "ds: m is not as asked: Degraded 2/2: the image cannot be pulled; meanwhile the version before"
                                + " still serves\n");
    }

    @Test
    void whatIsStuckForAMomentIsWaitedFor() {
        tell(
                said(Phase.PHASE_DEGRADED, 1, "the pods of the version before crash"),
                said(Phase.PHASE_PROGRESSING, 1, "1 of 2 replicas are updated"),
                said(Phase.PHASE_READY, 2, ""));

        assertThat(update().code()).isZero();
    }

    @Test
    void whatWasReadyBeforeIsNotTakenForWhatWasAskedFor() {
        var before = said(Phase.PHASE_READY, 2, "").toBuilder();
        before.getReportBuilder().setRevision(6);
        tell(before.build());

        assertThat(update("--timeout", "1s"))
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(
                        4,
                        "ds: m is not ready after 1s: Pending 2/2: not reported on since it was asked for."
                                + " It goes on: ds deployment get m\n");
    }

    @Test
    void aDeployerThatIsOfflineIsSaidAtOnceAndReadyIsNotBelieved() {
        gateway.deployments.set(
                0,
                said(Phase.PHASE_READY, 2, "").toBuilder()
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
        tell(changed.build());
        assertThat(update())
                .extracting(DsRun.Result::code, DsRun.Result::err)
                .containsExactly(4, "ds: m was changed again meanwhile, so this is no longer asked for\n");
    }

    @Test
    void aGatewayThatIsAwayForAMomentIsWaitedFor() {
        tell(WANTED, said(Phase.PHASE_READY, 2, ""));
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

    @Test
    void jsonShowsHowItWasAtTheEndAndProgressGoesBesideIt() {
        tell(said(Phase.PHASE_FAILED, 1, "no memory"));

        var result = update("-o", "json");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).startsWith("{").contains("\"status\" : \"failed\"", "\"message\" : \"no memory\"");
        assertThat(result.err()).isEqualTo("Pending 0/2\nds: m failed: no memory\n");
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

    /** What the next looks see, one each; the last one for ever. The first look is the update's own. */
    private void tell(ModelDeployment... states) {
        var next = new ArrayDeque<>(List.of(states));
        gateway.beforeGet = () -> {
            if (!next.isEmpty()) {
                gateway.deployments.set(0, next.poll());
            }
        };
    }

    private DsRun.Result update(String... more) {
        var args = new ArrayList<>(List.of("deployment", "update", "m", "-r", "2", "--wait"));
        if (!List.of(more).contains("--timeout")) {
            args.addAll(List.of("--timeout", "1m"));
        }
        args.addAll(List.of(more));
        return DsRun.against(gateway).onTerminalOf(UTF_8).ds(args.toArray(String[]::new));
    }

    private static ModelDeployment said(Phase phase, int available, String message) {
        return WANTED.toBuilder()
                .setReport(Report.newBuilder()
                        .setPhase(phase)
                        .setMessage(message)
                        .setRevision(7)
                        .setAvailableReplicas(available))
                .build();
    }
}
