package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.Logs;
import com.dotscience.testing.go.LogsRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs for a Gateway that knows nothing of our additions: why there are none, it can only read as a line. */
@Embedded
class LogsForAForeignGatewayTest {

    private final StubbedLogs cluster = new StubbedLogs();
    private final GoGateway gateway = new GoGateway("secret", Announcement.UNIMPLEMENTED);
    private DeployerApplication deployer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway.start();
        gateway.put(Deployment.newBuilder()
                .setId("c")
                .setNamespace("models")
                .setName("cats")
                .setDeployment(DeploymentSpec.newBuilder().setImage("cats:1").setReplicas(1))
                .build());
        deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.token",
                        "secret",
                        "deployer.gateway.address",
                        gateway.address(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.health.host",
                        "127.0.0.1",
                        "deployer.health.port",
                        "0",
                        "deployer.lease",
                        "none",
                        "deployer.kubeconfig",
                        new Kubeconfig(cluster.url(), "", "any")
                                .writeTo(folder.resolve("kubeconfig"))
                                .toString()));
        deployer.start();
        await().until(() -> gateway.logFollowers() == 1 && !gateway.reports().isEmpty());
    }

    @AfterEach
    void stop() {
        deployer.close();
        gateway.close();
        cluster.close();
    }

    @Test
    void aLogIsSentWithItsEnd() {
        cluster.put(StubbedLogs.running("c", "cats-a"));
        cluster.log("cats-a")
                .write("2026-01-02T03:04:05.1Z one\n2026-01-02T03:04:05.2Z two\n")
                .end();

        gateway.requestLogs(LogsRequest.newBuilder()
                .setDeploymentId("c")
                .setTxId("t-1")
                .setTailLines(5)
                .build());

        await().until(() -> gateway.logs().stream().anyMatch(Logs::getEof));
        assertThat(gateway.logs())
                .extracting(Logs::getCreatedIndex, Logs::getTxId, Logs::getLine, Logs::getEof)
                .containsExactly(
                        tuple(1L, "t-1", "one", false), tuple(2L, "t-1", "two", false), tuple(0L, "t-1", "", true));
        assertThat(cluster.log("cats-a").asked()).singleElement().asString().contains("tailLines=5");
    }

    @Test
    void whyThereIsNoneIsALineWithTheEnd() {
        gateway.requestLogs(
                LogsRequest.newBuilder().setDeploymentId("d").setTxId("t-2").build());

        await().until(() -> !gateway.logs().isEmpty());
        assertThat(gateway.logs())
                .extracting(Logs::getCreatedIndex, Logs::getTxId, Logs::getLine, Logs::getEof)
                .containsExactly(tuple(1L, "t-2", "this deployer knows no model deployment d (yet)", true));
    }
}
