package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class DeploymentLogsTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void itAsksForWhatItWasGiven() {
        ds("deployment logs roadsigns1 --container proxy --pod p --tail 5 --since 1h30m -f");

        assertThat(gateway.requests)
                .containsExactly(StreamLogsRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment("roadsigns1"))
                        .setContainer(LogsRequest.Container.PROXY)
                        .setPod("p")
                        .setTailLines(5)
                        .setSinceSeconds(5400)
                        .setFollow(true)
                        .build());
    }

    @Test
    void linesOfOnePodStandAlone() {
        line("a", 1, "one");
        line("a", 1, "\tat two");

        assertThat(ds("deployment logs roadsigns1")).isEqualTo(new DsRun.Result(0, "one\n\tat two\n", ""));
    }

    @Test
    void linesOfSeveralPodsBeginWithTheirPodAndWhatIsMissingIsSaidBesides() {
        line("a", 2, "one");
        gateway.logs.add(LogLine.newBuilder()
                .setPod("b")
                .setPods(2)
                .setError("container model of pod b has not started yet")
                .build());

        assertThat(ds("deployment logs roadsigns1"))
                .isEqualTo(new DsRun.Result(0, "[a] one\n", "ds: container model of pod b has not started yet\n"));
    }

    @Test
    void programsGetAnObjectForEachLine() {
        line("a", 1, "say \"one\"");
        line("a", 1, "two");

        assertThat(ds("deployment logs roadsigns1 -o json").out()).isEqualTo("""
                {"pod":"a","line":"say \\"one\\""}
                {"pod":"a","line":"two"}
                """);
    }

    @Test
    void anEmptyLogIsSaidToBeSo() {
        assertThat(ds("deployment logs roadsigns1"))
                .isEqualTo(new DsRun.Result(0, "", "Nothing has been written there.\n"));
    }

    @Test
    void whatTheGatewaySaysOfADeployerIsNoUnreachableGateway() {
        gateway.failures.add(Status.UNAVAILABLE.withDescription("deployer 'demo' is offline"));

        assertThat(ds("deployment logs roadsigns1"))
                .isEqualTo(new DsRun.Result(1, "", "ds: deployer 'demo' is offline\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--since 10", "--since 0s", "--since 1m1h", "--tail 0", "--tail x", "--container db"})
    void aWrongValueIsNamed(String option) {
        var result = ds("deployment logs roadsigns1 " + option);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(option.split(" ")[0]);
        assertThat(gateway.requests).isEmpty();
    }

    private void line(String pod, int pods, String line) {
        gateway.logs.add(
                LogLine.newBuilder().setPod(pod).setPods(pods).setLine(line).build());
    }

    private DsRun.Result ds(String line) {
        return DsRun.against(gateway).ds(line.split(" "));
    }
}
