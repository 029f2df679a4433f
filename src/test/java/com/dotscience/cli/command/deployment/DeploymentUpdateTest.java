package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.Version;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.command.deployment.spec.ModelSpec;
import com.dotscience.testing.Embedded;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class DeploymentUpdateTest {

    /** With a proxy and an Ingress, and with parts that ds itself would not have made. */
    private static final Deployment RICH = Deployment.newBuilder()
            .setId("id-rich")
            .setNamespace("models")
            .setName("rich")
            .setRevision(7)
            .setDeployment(DeploymentSpec.newBuilder()
                    .setReplicas(2)
                    .setImage("image:1")
                    .addPorts(8500)
                    .addPorts(8000))
            .setService(ServiceSpec.newBuilder()
                    .setType("LoadBalancer")
                    .setLoadBalancerIp("10.1.2.3")
                    .addPorts(port("model-http", 80, 9601))
                    .addPorts(port("proxy-api", 9502, 9602))
                    .addPorts(port("grpc", 8000, 8000)))
            .setIngress(IngressSpec.newBuilder().setClass_("nginx").setHost("rich.example.com"))
            .setMetrics(MetricsSpec.newBuilder()
                    .setClasses("e30=")
                    .setImage("proxy:1")
                    .setModelProxyPort(9601)
                    .setModelProxyApiPort(9602))
            .putLabels("team", "vision")
            .build();

    private static final Deployment PLAIN = ModelSpec.ofDefaults("default", "plain", "image:1").toBuilder()
            .setId("id-plain")
            .setRevision(3)
            .build();

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(RICH)
                .setUrl("https://rich.example.com")
                .build());
        gateway.deployments.add(
                ModelDeployment.newBuilder().setDeployment(PLAIN).build());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void imageChangesTheImageOnly() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setImage("image:2"), "-i", "image:2");
    }

    @Test
    void replicasChangeTheReplicasOnly() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setReplicas(0), "-r", "0");
    }

    @Test
    void hostChangesTheHostAndKeepsTheClass() {
        assertWritten(
                RICH, wanted -> wanted.getIngressBuilder().setHost("new.example.com"), "--host", "new.example.com");
    }

    @Test
    void hostMakesAnIngressOfTheDefaultClassWhereThereIsNone() {
        assertWritten(
                PLAIN,
                wanted -> wanted.getIngressBuilder().setHost("h.example.com").setClass_("webrelay"),
                "--host",
                "h.example.com");
    }

    @Test
    void anEmptyHostRemovesTheIngress() {
        assertWritten(RICH, Deployment.Builder::clearIngress, "--host", "");
    }

    @Test
    void ingressClassChangesTheClassOnly() {
        assertWritten(RICH, wanted -> wanted.getIngressBuilder().setClass_("webrelay"), "--ingress-class", "webrelay");
    }

    @Test
    void portMovesTheModelAndTheServiceWithIt() {
        assertWritten(
                PLAIN,
                wanted -> {
                    wanted.getDeploymentBuilder().setPorts(0, 9000);
                    wanted.getServiceBuilder().getPortsBuilder(0).setTargetPort(9000);
                },
                "--port",
                "9000");
    }

    @Test
    void portLeavesTheServiceAtTheProxy() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setPorts(0, 9000), "--port", "9000");
    }

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
    void whatPodsAreNotGivenIsAskedFor() {
        assertWritten(
                RICH,
                wanted -> wanted.getDeploymentBuilder()
                        .setServiceAccountToken(true)
                        .setPrivilegeEscalation(true)
                        .setUnconfined(true),
                "--service-account-token",
                "--privilege-escalation",
                "--unconfined");
    }

    @Test
    void whatWasAskedForIsTakenBack() {
        Deployment asked = RICH.toBuilder()
                .setDeployment(RICH.getDeployment().toBuilder().setUnconfined(true))
                .build();
        assertWritten(asked, wanted -> wanted.getDeploymentBuilder().setUnconfined(false), "--no-unconfined");
    }

    @Test
    void theProxyGetsTheMemoryThatIsAskedFor() {
        assertWritten(RICH, wanted -> wanted.getMetricsBuilder().setMemoryMib(256), "--proxy-memory", "256");
    }

    @Test
    void labelsAreAddedReplacedAndTakenOff() {
        assertWritten(
                RICH,
                wanted -> wanted.clearLabels().putLabels("stage", "test"),
                "--label",
                "stage=test",
                "--label",
                "team-");
    }

    @Test
    void serviceTypeChangesTheTypeOnly() {
        assertWritten(RICH, wanted -> wanted.getServiceBuilder().setType("NodePort"), "--service-type", "nodeport");
    }

    @Test
    void updateOfNothingIsRefused() {
        var result = DsRun.against(gateway).ds("deployment", "update", "rich");

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        2, "", "ds: nothing to change: give at least one option, for example -i IMAGE\n"));
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void updatePrintsWhatIsNow() {
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "rich", "-r", "3")
                        .out())
                .isEqualTo("""
                        Deployment ID:            id-rich
                        Deployment namespace:     models
                        Deployment name:          rich
                        URL:                      https://rich.example.com
                        """);
    }

    @Test
    void whenSomebodyElseWroteMeanwhileItReadsAgainById() {
        var get = get("rich", "vision");
        var write = UpdateDeploymentRequest.newBuilder()
                .setDeployment(RICH.toBuilder()
                        .setDeployment(RICH.getDeployment().toBuilder().setReplicas(3)))
                .build();
        gateway.abortNextUpdates(1);

        var result = DsRun.against(gateway).ds("deployment", "update", "rich", "-d", "vision", "-r", "3");

        assertThat(result.code()).isZero();
        assertThat(gateway.requests).containsExactly(get, write, get("id-rich", ""), write);
    }

    @Test
    void itGivesUpWhenOthersKeepWriting() {
        gateway.abortNextUpdates(5);

        var result = DsRun.against(gateway).ds("deployment", "update", "rich", "-r", "3");

        assertThat(result).isEqualTo(new DsRun.Result(1, "", "ds: rich was changed meanwhile\n"));
        assertThat(gateway.requests).hasSize(10);
    }

    private void assertWritten(Deployment before, Consumer<Deployment.Builder> change, String... options) {
        var args = new String[options.length + 3];
        args[0] = "deployment";
        args[1] = "update";
        args[2] = before.getName();
        System.arraycopy(options, 0, args, 3, options.length);
        var after = before.toBuilder();
        change.accept(after);
        have(before);

        var result = DsRun.against(gateway).ds(args);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(gateway.requests)
                .containsExactly(
                        get(before.getName(), ""),
                        UpdateDeploymentRequest.newBuilder()
                                .setDeployment(after)
                                .build());
    }

    private void have(Deployment deployment) {
        gateway.deployments.removeIf(model -> model.getDeployment().getName().equals(deployment.getName()));
        gateway.deployments.add(
                ModelDeployment.newBuilder().setDeployment(deployment).build());
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

    private static GetDeploymentRequest get(String deployment, String deployer) {
        return GetDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(deployment).setDeployer(deployer))
                .build();
    }

    private static ServicePort port(String name, int port, int target) {
        return ServicePort.newBuilder()
                .setName(name)
                .setProtocol("TCP")
                .setPort(port)
                .setTargetPort(target)
                .build();
    }
}
