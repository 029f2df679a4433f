package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.testing.Embedded;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code ds deployment ls} and {@code get} make of a report. */
@Embedded
class ShownStatusTest {

    private static final Instant ASKED = FakeGateway.CREATED;
    private static final String GO_READY = "Deployment: ready Service: ready Ingress: none";

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void whatMayNotBeTrueAnyMoreSaysHowOldItIs() {
        gateway.deployments.add(model("quay.io/acme/m:1")
                .setReport(ready(7))
                .setStale(true)
                .setDeployerSeenAt(ASKED.minusSeconds(169).toEpochMilli())
                .build());

        assertThat(ls(0)).isEqualTo("""
                NAME   NAMESPACE   DEPLOYER   PHASE                      READY   URL           IMAGE              AGE
                m      default     minikube   Ready (stale, 3 minutes)   2/2     https://m.x   quay.io/acme/m:1   11 seconds
                """);
        assertThat(get())
                .contains("Phase:                    Ready (stale, 3 minutes)\n")
                .contains("Deployer:                 minikube (offline, last heard of 3 minutes ago)\n");
    }

    @Test
    void whatADeployerLastHeardOfItsClusterIsSaidToBeOld() {
        gateway.deployments.add(model("quay.io/acme/m:1")
                .setReport(ready(7).toBuilder().setMessage("watch it"))
                .setClusterTrouble("Connection refused")
                .setClusterUnheardSince(ASKED.toEpochMilli())
                .build());

        assertThat(ls(0)).contains(" Ready (stale, 11 seconds) ");
        assertThat(get())
                .contains("Deployer:                 minikube\n")
                .contains("Message:                  watch it; the API server of its cluster is not heard (Connection"
                        + " refused): what runs keeps running, and nothing newer is known\n");
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "get", "m", "-o", "json")
                        .out())
                .contains("\"stale\" : true", "is not heard (Connection refused)");
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "m", "-r", "2", "--wait", "--timeout", "1s")
                        .code())
                .isEqualTo(ExitCode.NOT_READY.number());
    }

    @Test
    void aTerminalThatIsTooNarrowGetsShortImagesThenFewerColumns() {
        gateway.deployments.add(model("quay.io/acme/vision/roadsigns:1").build());

        assertThat(ls(120)).contains("quay.io/acme/vision/roadsigns:1");
        assertThat(ls(100)).isEqualTo("""
                NAME   NAMESPACE   DEPLOYER   PHASE     READY   URL           IMAGE           AGE
                m      default     minikube   Pending   0/2     https://m.x   …/roadsigns:1   11 seconds
                """);
        assertThat(ls(80)).isEqualTo("""
                NAME   DEPLOYER   PHASE     READY   URL           IMAGE           AGE
                m      minikube   Pending   0/2     https://m.x   …/roadsigns:1   11 seconds
                """);
        assertThat(ls(20)).isEqualTo("""
                NAME   PHASE     READY   AGE
                m      Pending   0/2     11 seconds
                """);
    }

    @Test
    void getTellsWhatServesFromWhatIsWanted() {
        gateway.deployments.add(model("image:2")
                .setReport(ready(7).toBuilder()
                        .setPhase(Phase.PHASE_DEGRADED)
                        .setServable(true)
                        .setDesiredReplicas(2)
                        .setUpdatedReplicas(1)
                        .setReadyReplicas(2)
                        .setImage("image:1"))
                .build());

        assertThat(get())
                .contains("Phase:                    Degraded\n")
                .contains("Serving:                  yes, not yet all of it up to date\n")
                .contains("Replicas:                 2 wanted, 1 up to date, 2 ready, 2 available\n")
                .contains("Running image:            image:1\n");
    }

    /** Of what goes on, the last time, how often, and for how long. */
    @Test
    void whatHappensAgainAndAgainIsOneLine() {
        long now = FakeGateway.CREATED.plusSeconds(11).toEpochMilli();
        gateway.deployments.add(model("image:2")
                .addEvents(Event.newBuilder()
                        .setPhase(Phase.PHASE_FAILED)
                        .setMessage("crashed")
                        .setAt(now - 600_000)
                        .setLastAt(now - 20_000)
                        .setCount(12))
                .addEvents(Event.newBuilder()
                        .setPhase(Phase.PHASE_READY)
                        .setAt(now - 600_000)
                        .setMessage("fine"))
                .build());

        assertThat(get()).endsWith("""
                Events:
                  AGE                                  PHASE    MESSAGE
                  20 seconds (12 times in 9 minutes)   Failed   crashed
                  10 minutes                           Ready    fine
                """);
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "get", "m", "-o", "json")
                        .out())
                .contains("\"count\" : 12", "\"count\" : 1,");
    }

    @Test
    void getSaysThatAllIsUpToDateOrThatNothingServes() {
        gateway.deployments.add(model("image:2")
                .setReport(ready(7).toBuilder()
                        .setServable(true)
                        .setDesiredReplicas(2)
                        .setUpdatedReplicas(2)
                        .setImage("image:2"))
                .build());
        assertThat(get()).contains("Serving:                  yes\n").doesNotContain("Running image");

        gateway.deployments.set(0, model("image:2").setReport(ready(7)).build());
        assertThat(get()).contains("Serving:                  no\n");
    }

    @Test
    void theGoProgramsWordsAreShownAsAPhase() {
        gateway.deployments.add(said(GO_READY, 2, 1).build());
        assertThat(get())
                .contains("Phase:                    Ready\n")
                .contains("Reported:                 " + GO_READY + "\n")
                .doesNotContain("Serving:", "Replicas:");
        assertThat(ls(0)).contains("m      default     minikube   Ready   2/2 ");

        gateway.deployments.set(
                0,
                said("Deployment: configuring Service: ready Ingress: none", 1, 1)
                        .build());
        assertThat(get()).contains("Phase:                    Progressing\n");

        gateway.deployments.set(
                0, said("Deployment: error Service: ready Ingress: none", 0, 1).build());
        assertThat(get()).contains("Phase:                    Failed\n");
    }

    @Test
    void whatTheGoProgramSaidBeforeIsTrueAgainOnceItHadNothingElseToSay() {
        var before = said(GO_READY, 2, -1);

        gateway.deployments.add(
                before.setDeployerSeenAt(ASKED.plusMillis(29_999).toEpochMilli())
                        .build());
        assertThat(get())
                .contains("Phase:                    Pending\n")
                .contains("Message:                  not reported on since it was asked for\n");

        gateway.deployments.set(
                0,
                before.setDeployerSeenAt(ASKED.plusSeconds(30).toEpochMilli()).build());
        assertThat(get()).contains("Phase:                    Ready\n").doesNotContain("Message:");
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "m", "-r", "2", "--wait", "--timeout", "1m")
                        .out())
                .endsWith("\nReady 2/2: " + GO_READY + "\n");
    }

    @Test
    void readyOfFewerReplicasThanAreWantedWasSaidOfWhatWasWantedBefore() {
        gateway.deployments.add(said(GO_READY, 1, 1).build());

        assertThat(get()).contains("Phase:                    Progressing\n", "Ready:                    1/2\n");
    }

    private static ModelDeployment.Builder model(String image) {
        return ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-m")
                        .setNamespace("default")
                        .setName("m")
                        .setRevision(7)
                        .setDeployment(
                                DeploymentSpec.newBuilder().setReplicas(2).setImage(image)))
                .setDeployerName("minikube")
                .setUrl("https://m.x")
                .setCreatedAt(ASKED.toEpochMilli())
                .setUpdatedAt(ASKED.toEpochMilli());
    }

    private static Report ready(long revision) {
        return Report.newBuilder()
                .setPhase(Phase.PHASE_READY)
                .setRevision(revision)
                .setAvailableReplicas(2)
                .build();
    }

    /** @param second after it was asked for */
    private static ModelDeployment.Builder said(String words, int available, int second) {
        return model("image:1")
                .setReport(Report.newBuilder()
                        .setStatus(words)
                        .setAvailableReplicas(available)
                        .setReceivedAt(ASKED.plusSeconds(second).toEpochMilli()));
    }

    private String ls(int columns) {
        return DsRun.against(gateway).inColumns(columns).ds("deployment", "ls").out();
    }

    private String get() {
        return DsRun.against(gateway).ds("deployment", "get", "m").out();
    }
}
