package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunChange;
import com.dotscience.api.DryRunField;
import com.dotscience.api.Phase;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployer says it would do, and that neither it nor the API server does any of it. */
@NeedsControlPlane
class DryRunOnRealControlPlaneTest {

    private static final String DEPLOYMENTS = "count/deployments.apps";
    private static final Quantity NONE = new Quantity("0");

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private TestCluster cluster;
    private Installation installation;
    private Instant begun;

    DryRunOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("dry-run");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        installation.startDeployer(
                "demo", Map.of("deployer.allowed.images", "example/model", "deployer.allowed.hosts", "*"));
        begun = Instant.now();
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void whatWouldBeMadeIsSaidAndNotMade() {
        DryRunAnswer answer = answer(creation(model(namespace, "new")));

        assertThat(answer.getChangesList())
                .extracting(DryRunChange::getKind)
                .containsExactly("Deployment", "Service", "Ingress");
        assertThat(answer.getChangesList())
                .allSatisfy(change -> assertThat(change)
                        .returns(DryRunChange.Action.CREATE, DryRunChange::getAction)
                        .returns(namespace, DryRunChange::getNamespace)
                        .returns("", DryRunChange::getRefusal)
                        .returns(0, DryRunChange::getAdmittedCount));
        assertThat(answer.getRefusal()).isEmpty();
        awaitDryWrites(3);
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .isEmpty();
        assertThat(installation.gateway().list()).isEmpty();
    }

    @Test
    void whatWouldChangeIsSaidFieldByFieldAndWhatWouldBeRemovedToo() {
        Deployment wanted = installation.gateway().create("demo", model(namespace, "there"));
        await().untilAsserted(() ->
                assertThat(installation.known(wanted).getReport().getPhase()).isEqualTo(Phase.PHASE_READY));
        begun = Instant.now();
        Deployment.Builder changed = wanted.toBuilder().clearIngress();
        changed.getDeploymentBuilder().setReplicas(3).setImage("example/model:2");

        DryRunAnswer update = answer(DryRunDeploymentRequest.newBuilder()
                .setUpdate(UpdateDeploymentRequest.newBuilder().setDeployment(changed))
                .build());
        DryRunAnswer removal = answer(DryRunDeploymentRequest.newBuilder()
                .setRemoval(DeploymentRef.newBuilder().setDeployment(wanted.getId()))
                .build());

        assertThat(update.getChangesList())
                .extracting(DryRunChange::getAction)
                .containsExactly(DryRunChange.Action.CHANGE, DryRunChange.Action.DELETE);
        assertThat(update.getChanges(0).getFieldsList())
                .containsExactlyInAnyOrder(
                        field("spec.replicas", "1", "3"),
                        field("spec.template.spec.containers[model].image", "example/model:1", "example/model:2"));
        assertThat(removal.getChangesList())
                .extracting(DryRunChange::getAction)
                .containsOnly(DryRunChange.Action.DELETE)
                .hasSize(3);
        awaitDryWrites(5);
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .singleElement()
                .satisfies(there -> assertThat(there.getSpec().getReplicas()).isEqualTo(1));
        assertThat(installation.known(wanted).getDeployment()).isEqualTo(wanted);
    }

    @Test
    void whatTheApiServerWouldRefuseIsSaidInItsWordsAndWhatTheOwnerRefusesInTheDeployers() {
        ResourceQuota none = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("none")
                .endMetadata()
                .withNewSpec()
                .addToHard(DEPLOYMENTS, NONE)
                .endSpec()
                .build();
        // In this control plane no controller counts what there is.
        client.resource(new ResourceQuotaBuilder(client.resource(none).create())
                        .withNewStatus()
                        .addToHard(DEPLOYMENTS, NONE)
                        .addToUsed(DEPLOYMENTS, NONE)
                        .endStatus()
                        .build())
                .updateStatus();

        await().untilAsserted(() -> assertThat(
                        answer(creation(model(namespace, "new"))).getChangesList())
                .extracting(DryRunChange::getRefusal)
                .satisfiesExactly(
                        refusal -> assertThat(refusal).contains("exceeded quota: none"),
                        refusal -> assertThat(refusal).isEmpty(),
                        refusal -> assertThat(refusal).isEmpty()));
        Deployment.Builder evil = model(namespace, "evil").toBuilder();
        evil.getDeploymentBuilder().setImage("example/evil:1");
        DryRunAnswer refused = answer(creation(evil.build()));
        assertThat(refused.getChangesList()).isEmpty();
        assertThat(refused.getRefusal())
                .startsWith("Refused: deployment.image is example/evil:1, but deployer.allowed.images allows only");
    }

    @Test
    void aPersonSeesItWithDs() {
        String shown = installation
                .ds(
                        "deployment",
                        "create",
                        "--model-name",
                        "signs",
                        "--namespace",
                        namespace,
                        "-d",
                        "demo",
                        "-i",
                        "example/model:1",
                        "--dry-run=server")
                .output();

        assertThat(shown.lines().toList())
                .contains("signs created (server dry run: nothing was changed)")
                .anyMatch(line -> line.startsWith("  + Deployment " + namespace + "/ds-signs-"))
                .anyMatch(line -> line.startsWith("  + Service " + namespace + "/ds-signs-"));
        assertThat(installation.gateway().list()).isEmpty();
    }

    /** All that the deployer sent for model deployments of this namespace since the test began. */
    private void awaitDryWrites(int number) {
        await().untilAsserted(() -> assertThat(writes()).hasSizeGreaterThanOrEqualTo(number));
        assertThat(writes()).allSatisfy(write -> assertThat(write.dryRun()).isTrue());
    }

    private List<AuditEvent> writes() {
        return plane.auditLog().since(begun).stream()
                .filter(AuditEvent::isWrite)
                .filter(event -> event.userAgent().startsWith("ds-deployer"))
                .filter(event -> event.namespace().equals(namespace))
                .filter(event -> !event.resource().equals("events"))
                .toList();
    }

    /** As soon as the deployer follows what is asked. */
    private DryRunAnswer answer(DryRunDeploymentRequest request) {
        return await().ignoreExceptions().until(() -> installation.gateway().dryRun(request), answer -> true);
    }

    private static DryRunDeploymentRequest creation(Deployment wanted) {
        return DryRunDeploymentRequest.newBuilder()
                .setCreation(
                        CreateDeploymentRequest.newBuilder().setDeployer("demo").setDeployment(wanted))
                .build();
    }

    private static DryRunField field(String path, String before, String after) {
        return DryRunField.newBuilder()
                .setPath(path)
                .setBefore(before)
                .setAfter(after)
                .build();
    }
}
