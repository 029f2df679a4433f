package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.cluster.ModelObjects;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsControlPlane
class KubernetesObjectsOnRealControlPlaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final ModelObjects cats;
    private final Instant start = Instant.now();

    KubernetesObjectsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = new KubernetesClients("apply-test", Map.of(), Duration.ofMinutes(5))
                .fromKubeconfig(plane.kubeconfigFile());
        this.cats = ModelObjects.of("11111111-cats", plane.newNamespace("apply"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void eachOperationIsExactlyOneRequest() {
        for (HasMetadata object : cats.manifest().objects()) {
            HasMetadata created = ObjectOperation.CREATE.run(client, object, "");
            assertThat(ObjectOperation.GET.run(client, object, "")).isNotNull();
            // By now the Deployment's controller may have written its status, but not to a Service or an Ingress.
            HasMetadata patched = ObjectOperation.PATCH.run(client, created, label("patched"));
            assertThat(patched.getMetadata().getLabels()).containsEntry("patched", "yes");
            ObjectOperation.DELETE.run(client, patched, "");
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plane.auditLog().since(start))
                        .filteredOn(event -> event.userAgent().equals("ds-deployer/apply-test"))
                        .extracting(event -> event.verb() + " " + event.resource())
                        .containsExactly(
                                "create deployments",
                                "get deployments",
                                "patch deployments",
                                "delete deployments",
                                "create services",
                                "get services",
                                "patch services",
                                "delete services",
                                "create ingresses",
                                "get ingresses",
                                "patch ingresses",
                                "delete ingresses"));
        assertThat(plane.auditLog().since(start))
                .filteredOn(event -> event.userAgent().equals("ds-deployer/apply-test"))
                .extracting(AuditEvent::code)
                .containsOnly(200, 201);
    }

    /** R5: a 409 means to plan anew. */
    @Test
    void aPatchPlannedOnAnOldVersionIsRefused() {
        HasMetadata created = ObjectOperation.CREATE.run(client, cats.service(), "");
        ObjectOperation.PATCH.run(client, created, versioned(created, label("first")));

        assertRefused(409, () -> ObjectOperation.PATCH.run(client, created, versioned(created, label("second"))));
        assertThat(ObjectOperation.GET.run(client, created, "").getMetadata().getLabels())
                .containsKey("first")
                .doesNotContainKey("second");
    }

    /** R3: deletes carry the uid. */
    @Test
    void anObjectThatTookThePlaceOfTheOneMeantIsNotDeleted() {
        HasMetadata first = ObjectOperation.CREATE.run(client, cats.service(), "");
        assertThat(ObjectOperation.DELETE.run(client, first, "")).isNull();
        HasMetadata second = ObjectOperation.CREATE.run(client, cats.service(), "");

        assertRefused(409, () -> ObjectOperation.DELETE.run(client, first, ""));
        assertThat(ObjectOperation.GET.run(client, second, "").getMetadata().getUid())
                .isEqualTo(second.getMetadata().getUid());
    }

    @Test
    void whatIsGoneAlreadyIsDeleted() {
        HasMetadata created = ObjectOperation.CREATE.run(client, cats.ingress(), "");
        ObjectOperation.DELETE.run(client, created, "");

        assertThat(ObjectOperation.DELETE.run(client, created, "")).isNull();
        assertThat(ObjectOperation.GET.run(client, created, "")).isNull();
    }

    @Test
    void aDeletionThatAFinalizerHoldsUpReturnsTheObjectAsBeingDeleted() {
        var held = cats.deployment()
                .edit()
                .editMetadata()
                .addToFinalizers("example.com/hold")
                .endMetadata()
                .build();
        HasMetadata created = ObjectOperation.CREATE.run(client, held, "");

        HasMetadata going = ObjectOperation.DELETE.run(client, created, "");

        assertThat(going.isMarkedForDeletion()).isTrue();
        assertThat(going).isInstanceOf(Deployment.class);
        assertThat(going.getMetadata().getUid()).isEqualTo(created.getMetadata().getUid());
        ObjectOperation.PATCH.run(client, going, "[{\"op\": \"remove\", \"path\": \"/metadata/finalizers\"}]");
        await().atMost(PATIENCE).until(() -> ObjectOperation.GET.run(client, created, "") == null);
    }

    /** R7 */
    @Test
    void aRefusalCarriesTheApiServersMessage() {
        var invalid = cats.service()
                .edit()
                .editSpec()
                .editFirstPort()
                .withPort(70_000)
                .endPort()
                .endSpec()
                .build();

        assertThatThrownBy(() -> ObjectOperation.CREATE.run(client, invalid, ""))
                .isInstanceOf(KubernetesClientException.class)
                .satisfies(e -> {
                    var refused = (KubernetesClientException) e;
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getStatus().getMessage())
                            .contains("spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535");
                });
    }

    private static String label(String name) {
        return "[{\"op\": \"add\", \"path\": \"/metadata/labels/" + name + "\", \"value\": \"yes\"}]";
    }

    private static String versioned(HasMetadata planned, String patch) {
        return patch.replaceFirst(
                "\\[",
                "[{\"op\": \"replace\", \"path\": \"/metadata/resourceVersion\", \"value\": \""
                        + planned.getMetadata().getResourceVersion() + "\"}, ");
    }

    private static void assertRefused(int code, Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOf(KubernetesClientException.class)
                .extracting(e -> ((KubernetesClientException) e).getCode())
                .isEqualTo(code);
    }
}
