package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsControlPlane
class RealSystemTest extends SystemTest {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final RealControlPlane plane;

    RealSystemTest(RealControlPlane plane) {
        super(TestCluster.in(plane));
        this.plane = plane;
    }

    @Test
    void anImageUpdateMakesANewReplicaSetOfTheSameDeployment() {
        installation.startDeployer("demo", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "rolling"));
        awaitStatus(wanted, "Deployment: ready Service: ready Ingress: ready");
        String uid = deployment(wanted).getMetadata().getUid();

        Deployment updated = installation.gateway().update(withImage(wanted, "example/model:2"));

        await().untilAsserted(() -> {
            assertThat(deployment(updated).getMetadata().getUid()).isEqualTo(uid);
            assertThat(client.apps().replicaSets().inNamespace(namespace).list().getItems())
                    .hasSize(2)
                    .allSatisfy(set -> assertThat(set.getMetadata().getOwnerReferences())
                            .extracting(owner -> owner.getUid())
                            .containsExactly(uid))
                    .extracting(set -> set.getStatus().getReplicas())
                    .containsExactlyInAnyOrder(0, 1);
        });
    }

    /** What {@code kubectl describe} finds by the object's uid. */
    @Test
    void eachChangeIsAnEventOnItsObject() {
        installation.startDeployer("demo", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "eventful"));
        awaitStatus(wanted, "Deployment: ready Service: ready Ingress: ready");
        String uid = deployment(wanted).getMetadata().getUid();

        installation.gateway().update(withImage(wanted, "example/model:2"));

        await().untilAsserted(() -> assertThat(
                        client.v1().events().inNamespace(namespace).list().getItems())
                .filteredOn(event -> "dotscience.com/ds-deployer".equals(event.getReportingComponent()))
                .filteredOn(event -> uid.equals(event.getInvolvedObject().getUid()))
                .allSatisfy(event -> assertThat(event.getMessage()).isNotBlank())
                .extracting(event -> event.getType() + " " + event.getReason())
                .containsExactlyInAnyOrder("Normal Created", "Normal ImageUpdated"));
    }

    /** R6: in sync means silent, read from the API server's own log. */
    @Test
    void whatIsInSyncIsLeftAlone() {
        installation.startDeployer("demo", Map.of("deployer.resync.interval", "2s"));
        List<Deployment> wanted = List.of(
                installation.gateway().create("demo", model(namespace, "quiet-1")),
                installation.gateway().create("demo", model(namespace, "quiet-2")));
        wanted.forEach(each -> awaitStatus(each, "Deployment: ready Service: ready Ingress: ready"));
        Instant start = Instant.now();

        await().pollDelay(SILENCE).until(() -> true);

        assertThat(plane.auditLog().since(start))
                .filteredOn(event -> event.userAgent().startsWith("ds-deployer"))
                .filteredOn(event -> event.isWrite()
                        || event.verb().equals("list")
                        || event.verb().equals("get"))
                .as("writes, lists and reads of a deployer with nothing to do")
                .isEmpty();
    }

    @Test
    void anApiServerThatGoesAndComesBackIsCaughtUpWith() {
        installation.startDeployer("demo", Map.of());
        Deployment before = installation.gateway().create("demo", model(namespace, "before"));
        awaitStatus(before, "Deployment: ready Service: ready Ingress: ready");

        plane.stopApiServer();
        Deployment changed = installation.gateway().update(withImage(before, "example/model:2"));
        Deployment during = installation.gateway().create("demo", model(namespace, "during"));
        plane.startApiServer();

        await().untilAsserted(() -> assertThat(image(changed)).isEqualTo("example/model:2"));
        awaitStatus(changed, "Deployment: ready Service: ready Ingress: ready");
        awaitStatus(during, "Deployment: ready Service: ready Ingress: ready");
    }
}
