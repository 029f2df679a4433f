package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.OwnLog;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who only looks changes nothing, neither in the cluster nor at our own Gateway. */
@Embedded
class DryRunBesideADeployerTest {

    private static final Deployment MODEL = Deployment.newBuilder()
            .setNamespace("models")
            .setName("cats")
            .setDeployment(DeploymentSpec.newBuilder()
                    .setImage("example/model:1")
                    .setReplicas(1)
                    .addPorts(8501))
            .build();

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private GatewayServer gateway;
    private ManagementClient management;
    private Path kubeconfig;

    @BeforeEach
    void startGateway(@TempDir Path folder) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway")));
        management = new ManagementClient(gateway.port(), gateway.adminToken().orElseThrow());
        kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
    }

    @AfterEach
    void stop() {
        management.close();
        gateway.close();
        cluster.close();
    }

    @Test
    void whatIsBeingRemovedIsStillShownAfterIt() {
        String token = management.createDeployer("demo").getToken();
        try (DeployerApplication deployer = DeployerApplication.of(Map.of(), settings(token))) {
            deployer.start();
            Deployment wanted = management.create("demo", MODEL);
            await().until(() -> management.get(wanted.getId()).hasReport());
            Pod pod = cluster.client().resource(podOf(wanted)).create();
            management.delete(wanted);
            await().untilAsserted(() -> assertThat(report(wanted).getMessage()).endsWith("1 pod still ends"));

            int code = new CommandLine(new RunCommand(new OwnLog().logger()))
                    .setOut(new PrintWriter(new StringWriter()))
                    .execute(
                            "--dry-run",
                            "--token=" + token,
                            "--addr=127.0.0.1:" + gateway.port(),
                            "--no-require-tls",
                            "--kubeconfig=" + kubeconfig);

            assertThat(code).isZero();
            assertThat(report(wanted).getPhase()).isEqualTo(Phase.PHASE_REMOVING);
            cluster.client().resource(pod).delete();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> report(wanted)).hasMessageContaining("there is no model deployment"));
        }
    }

    private Map<String, String> settings(String token) {
        return Map.of(
                "deployer.token",
                token,
                "deployer.gateway.address",
                "127.0.0.1:" + gateway.port(),
                "deployer.gateway.tls",
                "false",
                "deployer.health.host",
                "127.0.0.1",
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.kubeconfig",
                kubeconfig.toString());
    }

    private Report report(Deployment wanted) {
        return management.get(wanted.getId()).getReport();
    }

    private static Pod podOf(Deployment wanted) {
        String replicaSet = ObjectName.of(wanted).name() + "-5d9c";
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(replicaSet + "-one")
                .withLabels(Map.of("deployment", wanted.getId(), "pod-template-hash", "5d9c"))
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(replicaSet)
                .withUid("uid-of-" + replicaSet)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
    }
}
