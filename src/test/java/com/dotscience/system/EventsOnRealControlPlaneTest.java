package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl shows of what the deployer did and could not do. */
@NeedsControlPlane
class EventsOnRealControlPlaneTest {

    private final RealControlPlane plane;
    private final String namespace;
    private final GoGateway gateway = new GoGateway("secret", Announcement.EMPTY);
    private FakeKubelet kubelet;
    private DeployerApplication deployer;

    EventsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("events");
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        kubelet = FakeKubelet.start(plane);
        gateway.start();
        deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.token",
                        "secret",
                        "deployer.gateway.address",
                        gateway.address(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.health.port",
                        "0",
                        "deployer.lease",
                        "none",
                        "deployer.kubeconfig",
                        plane.admin().writeTo(folder.resolve("kubeconfig")).toString()));
        deployer.start();
    }

    @AfterEach
    void stop() {
        deployer.close();
        gateway.close();
        kubelet.close();
    }

    @Test
    void kubectlDescribesADeploymentWithWhatWasDoneToIt(TestReporter figures) throws Exception {
        gateway.put(model("events1", "cats").build());
        await().until(() -> events().contains("Normal Created Deployment ds-cats-events1"));
        Deployment.Builder updated = model("events1", "cats");
        updated.getDeploymentBuilder().setImage("example/model:2");
        gateway.put(updated.build());

        await().untilAsserted(() -> assertThat(kubectl("describe", "deploy", "ds-cats-events1"))
                .containsPattern("Normal +Created +\\S+ +dotscience.com/ds-deployer\\S* +Created, as it was missing")
                .containsPattern("Normal +ImageUpdated +\\S+ +dotscience.com/ds-deployer\\S* +Updated the image, as it"
                        + " differed in spec.template.spec.containers.0.image"));

        figures.publishEntry("kubectl describe", kubectl("describe", "deploy", "ds-cats-events1"));
    }

    @Test
    void aConflictIsAnEventOnTheDeploymentWhoseServiceIsSomebodyElses() throws Exception {
        plane.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("ds-theirs-events2")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();

        gateway.put(model("events2", "theirs").build());

        await().untilAsserted(() -> assertThat(events()).contains("Warning Conflict Deployment ds-theirs-events2"));
        assertThat(kubectl("describe", "deploy", "ds-theirs-events2"))
                .contains("Service " + namespace + "/ds-theirs-events2 was not made by a deployer; it is left alone.");
    }

    /** `kubectl get events` shows it: there is no object to describe. */
    @Test
    void whatTheApiServerDoesNotMakeIsAnEventOnItsName() throws Exception {
        Deployment.Builder refused = model("events3", "refused");
        refused.getServiceBuilder().addPortsBuilder().setName("again").setPort(8501);

        gateway.put(refused.build());

        await().untilAsserted(() -> assertThat(events()).contains("Warning CreateFailed Service ds-refused-events3"));
        assertThat(kubectl("get", "events"))
                .containsPattern("Warning +CreateFailed +service/ds-refused-events3 .*Duplicate value");
    }

    private List<String> events() {
        return plane.client().v1().events().inNamespace(namespace).list().getItems().stream()
                .map(event -> event.getType() + " " + event.getReason() + " "
                        + event.getInvolvedObject().getKind() + " "
                        + event.getInvolvedObject().getName())
                .toList();
    }

    private Deployment.Builder model(String id, String name) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(name)
                .setNamespace(namespace)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder().setName("model-http").setPort(8501)));
    }

    private String kubectl(String... arguments) throws IOException, InterruptedException {
        assumeThat(isInstalled("kubectl")).as("kubectl is on the PATH").isTrue();
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", plane.kubeconfigFile().toString(), "--namespace", namespace));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
