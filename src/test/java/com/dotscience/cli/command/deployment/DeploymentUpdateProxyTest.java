package com.dotscience.cli.command.deployment;

import static com.dotscience.cli.command.deployment.ServicePorts.port;

import com.dotscience.api.Deployment;
import com.dotscience.api.Version;
import com.dotscience.testing.Embedded;
import org.junit.jupiter.api.Test;

/** What {@code update} makes of the model proxy. */
@Embedded
class DeploymentUpdateProxyTest extends UpdateTest {

    @Test
    void classesChangeTheClassesOnly() {
        assertWritten(
                RICH, wanted -> wanted.getMetricsBuilder().setClasses("eyJzdG9wIjowfQ=="), "--classes", "{\"stop\":0}");
    }

    @Test
    void classesPutAProxyBeforeAModelThatHasNone() {
        assertWritten(
                PLAIN,
                wanted -> {
                    wanted.getMetricsBuilder()
                            .setClasses("eyJzdG9wIjowfQ==")
                            .setImage("quay.io/dotmesh/dotscience-model-proxy:" + Version.current())
                            .setRecord(true)
                            .setModelProxyPort(9501)
                            .setModelProxyApiPort(9502);
                    wanted.getServiceBuilder().getPortsBuilder(0).setTargetPort(9501);
                    wanted.getServiceBuilder().addPorts(port("proxy-api", 9502, 9502));
                },
                "--classes",
                "{\"stop\":0}");
    }

    @Test
    void emptyClassesTakeTheProxyAway() {
        assertWritten(
                RICH,
                wanted -> {
                    wanted.clearMetrics();
                    wanted.getServiceBuilder().getPortsBuilder(0).setTargetPort(8500);
                    wanted.getServiceBuilder().removePorts(1);
                },
                "--classes",
                "");
    }

    @Test
    void withASinkToRecordToTheProxyStaysWithoutClasses() {
        assertWritten(
                RICH,
                wanted -> wanted.getMetricsBuilder().clearClasses().setRecordUrl("http://sink"),
                "--classes",
                "",
                "--record",
                "http://sink");
    }

    @Test
    void recordingNowhereLeavesTheProxyThatCounts() {
        assertWritten(
                recording(RICH),
                wanted -> wanted.getMetricsBuilder()
                        .clearRecordUrl()
                        .clearRecordPercent()
                        .clearRecordMaxBytes(),
                "--record",
                "");
    }

    @Test
    void recordingNowhereTakesAProxyAwayThatDidNothingElse() {
        Deployment.Builder onlyRecording = recording(RICH).toBuilder();
        onlyRecording.getMetricsBuilder().clearClasses();
        assertWritten(
                onlyRecording.build(),
                wanted -> {
                    wanted.clearMetrics();
                    wanted.getServiceBuilder().getPortsBuilder(0).setTargetPort(8500);
                    wanted.getServiceBuilder().removePorts(1);
                },
                "--record",
                "");
    }

    @Test
    void howTheModelIsServedChangesNothingElse() {
        assertWritten(
                RICH,
                wanted -> wanted.getMetricsBuilder()
                        .setServedName("signs")
                        .setModelMetricsPath("/metrics")
                        .setModelMetricsPort(8002),
                "--served-name",
                "signs",
                "--model-metrics-path",
                "/metrics",
                "--model-metrics-port",
                "8002");
    }

    /** What was asked for before stays until a person asks for another: no pod of it restarts by an upgrade. */
    @Test
    void theProxyImageStaysUntilItIsNamed() {
        Deployment.Builder old = RICH.toBuilder();
        old.getMetricsBuilder().setImage("quay.io/dotmesh/dotscience-model-proxy:latest");

        assertWritten(old.build(), wanted -> wanted.getDeploymentBuilder().setImage("image:2"), "-i", "image:2");
    }

    @Test
    void anEmptyProxyImageIsTheDefault() {
        assertWritten(
                RICH,
                wanted -> wanted.getMetricsBuilder()
                        .setImage("quay.io/dotmesh/dotscience-model-proxy:" + Version.current()),
                "--proxy-image",
                "");
    }

    @Test
    void theProxyGetsTheMemoryThatIsAskedFor() {
        assertWritten(RICH, wanted -> wanted.getMetricsBuilder().setMemoryMib(256), "--proxy-memory", "256");
    }

    private static Deployment recording(Deployment deployment) {
        Deployment.Builder recording = deployment.toBuilder();
        recording
                .getMetricsBuilder()
                .setRecordUrl("http://sink")
                .setRecordPercent(5)
                .setRecordMaxBytes(4096);
        return recording.build();
    }
}
