package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.SimulatedRollouts;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.IngressSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole deployer behind a Gateway that knows neither tombstones nor revisions, as that of the Go program was. */
class ForeignGatewayTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    private final GoGateway gateway = new GoGateway(TOKEN, Announcement.UNIMPLEMENTED);
    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final KubernetesClient client = cluster.client();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
    private DeployerApplication deployer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway.start();
        Path kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
        deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.token",
                        TOKEN,
                        "deployer.gateway.address",
                        gateway.address(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.poll.interval",
                        "500ms",
                        "deployer.health.port",
                        "0",
                        "deployer.kubeconfig",
                        kubeconfig.toString()));
        deployer.start();
    }

    @AfterEach
    void stop() {
        deployer.close();
        gateway.close();
        rollouts.close();
        cluster.close();
    }

    @Test
    void aModelDeploymentIsMadeUpdatedAndDeleted() {
        gateway.put(model("a-1", "image:1"));
        gateway.put(model("b-1", "image:1"));

        await().untilAsserted(() -> assertThat(gateway.reports())
                .extracting(UpdateDeploymentRequest::getStatus)
                .contains("Deployment: ready Service: ready Ingress: ready"));
        String uid = deployment("ds-a-a").getMetadata().getUid();
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace("default")
                        .withName("ds-a-a")
                        .get())
                .isNotNull();

        gateway.put(model("a-1", "image:2"));

        await().untilAsserted(() -> assertThat(image("ds-a-a")).isEqualTo("image:2"));
        assertThat(deployment("ds-a-a").getMetadata().getUid()).isEqualTo(uid);

        gateway.remove("a-1");

        await().untilAsserted(() -> assertThat(deployment("ds-a-a")).isNull());
        assertThat(deployment("ds-b-b")).isNotNull();
    }

    private io.fabric8.kubernetes.api.model.apps.Deployment deployment(String name) {
        return client.apps().deployments().inNamespace("default").withName(name).get();
    }

    private String image(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private static Deployment model(String id, String image) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id.substring(0, 1))
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage(image)
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setProtocol("TCP")
                                .setPort(8501)
                                .setTargetPort(8501)))
                .setIngress(IngressSpec.newBuilder().setClass_("webrelay").setHost(id + ".example.com"))
                .build();
    }
}
