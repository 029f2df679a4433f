package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.IngressSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R7: one bad model deployment harms no other. Our own Gateway takes none of these; a foreign one may, and then the API
 * server's own words are what people need.
 */
@NeedsControlPlane
class BadInputTest {

    private static final String TOKEN = "a-token";
    private static final String READY = "Deployment: ready Service: ready Ingress: ready";

    private final KubernetesClient client;
    private final RealControlPlane plane;
    private final String namespace;
    private final String readOnly;
    private final FakeKubelet kubelet;
    private final GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY);
    private DeployerApplication deployer;

    BadInputTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("bad-input");
        this.readOnly = plane.newNamespace("read-only");
        this.kubelet = FakeKubelet.start(plane);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Kubeconfig limited = plane.serviceAccount(namespace, "deployer");
        grant();
        gateway.start();
        deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.token",
                        TOKEN,
                        "deployer.gateway.address",
                        gateway.address(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.health.port",
                        "0",
                        "deployer.lease",
                        "none",
                        "deployer.kubeconfig",
                        limited.writeTo(folder.resolve("kubeconfig")).toString()));
        deployer.start();
    }

    @AfterEach
    void stop() {
        deployer.close();
        gateway.close();
        kubelet.close();
    }

    @Test
    void eachEndsAsAnErrorInTheServersWordsWhileAHundredOthersRollOut() {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("ds-theirs-id4")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        gateway.put(model("id1", "homeless", namespace + "-missing").build());
        gateway.put(model("id2", "forbidden", readOnly).build());
        gateway.put(refused("id3"));
        gateway.put(model("id4", "theirs", namespace).build());
        gateway.put(model("id5", "imageless", namespace)
                .setDeployment(DeploymentSpec.newBuilder().setReplicas(1))
                .build());
        gateway.put(model("id6", "No DNS_Label!", namespace).build());
        List<String> good = IntStream.range(0, 100).mapToObj(i -> "good" + i).toList();
        good.forEach(id -> gateway.put(model(id, id, namespace).build()));

        await().untilAsserted(
                        () -> assertThat(good).extracting(this::lastStatus).containsOnly(READY));
        await().untilAsserted(() -> {
            assertThat(lastStatus("id1"))
                    .startsWith("Deployment: error Service: error Ingress: error")
                    .contains("namespaces \"" + namespace + "-missing\" not found");
            assertThat(lastStatus("id2"))
                    .contains("Ingress: error")
                    .contains("ingresses.networking.k8s.io is forbidden: User \"system:serviceaccount:" + namespace
                            + ":deployer\" cannot create resource \"ingresses\"");
            assertThat(lastStatus("id3"))
                    .startsWith("Deployment: ready Service: error Ingress: ready")
                    .contains("Service \"ds-refused-id3\" is invalid: spec.ports[1]: Duplicate value");
            assertThat(lastStatus("id4")).contains("Service " + namespace + "/ds-theirs-id4");
            assertThat(lastStatus("id5")).contains("deployment.image is missing: name the model's image");
            assertThat(lastStatus("id6")).isEqualTo(READY);
        });
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .extracting(made -> made.getMetadata().getName())
                .contains("ds-no-dns-label--id6");
    }

    private String lastStatus(String id) {
        return gateway.reports().stream()
                .filter(report -> report.getId().equals(id))
                .reduce((earlier, later) -> later)
                .map(UpdateDeploymentRequest::getStatus)
                .orElse("");
    }

    /** May read everything, and write Deployments and Services everywhere, but Ingresses in one namespace only. */
    private void grant() {
        String role = namespace + "-deployer";
        client.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("*")
                        .withResources("*")
                        .withVerbs("get", "list", "watch")
                        .endRule()
                        .addNewRule()
                        .withApiGroups("apps", "")
                        .withResources("deployments", "services")
                        .withVerbs("create", "patch", "delete")
                        .endRule()
                        .build())
                .create();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("", "ServiceAccount", "deployer", namespace)
                        .build())
                .create();
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(role)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("networking.k8s.io")
                        .withResources("ingresses")
                        .withVerbs("create", "patch", "delete")
                        .endRule()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(role)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", role)
                        .addNewSubject("", "ServiceAccount", "deployer", namespace)
                        .build())
                .create();
    }

    private Deployment refused(String id) {
        Deployment.Builder refused = model(id, "refused", namespace);
        refused.getServiceBuilder().addPortsBuilder().setName("again").setPort(8501);
        return refused.build();
    }

    private static Deployment.Builder model(String id, String name, String namespace) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(name)
                .setNamespace(namespace)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder().setName("model-http").setPort(8501)))
                .setIngress(IngressSpec.newBuilder().setClass_("webrelay").setHost(id + ".example.com"));
    }
}
