package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.Keda;
import com.dotscience.testing.MetricsAdapter;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pods run where an autoscaler decides that, by the real controllers; there is no metrics adapter. */
@NeedsControlPlane
class AutoscalerOnRealControlPlaneTest {

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private TestCluster cluster;
    private Installation installation;

    AutoscalerOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        installation.startDeployer("demo", Map.of("deployer.resync.interval", "1s"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void withoutAMetricsAdapterTheStatusSaysThatItCannotScale() {
        Deployment made = create(2);

        await().untilAsserted(() -> {
            assertThat(installation.known(made).getReport().getPhase()).isEqualTo(Phase.PHASE_READY);
            assertThat(installation.known(made).getReport().getMessage())
                    .startsWith(
                            "Its autoscaler cannot scale it (FailedGetResourceMetric): the HPA was unable to compute the"
                                    + " replica count: ");
        });
        HorizontalPodAutoscaler own = client.resources(HorizontalPodAutoscaler.class)
                .inNamespace(cluster.namespace())
                .withName(SystemTest.objectName(made))
                .get();
        assertThat(own.getSpec().getMaxReplicas()).isEqualTo(5);
        assertThat(own.getMetadata().getLabels()).containsEntry("owner", "ds-deployer");
    }

    @Test
    void itsPodsEndWhenItIsStoppedAndAsManyComeBackWhenItIsStarted() {
        Deployment made = create(2);
        await().until(() -> installation.known(made).getReport().getPhase() == Phase.PHASE_READY);
        scale(made, 3);
        await().until(() -> installation.known(made).getReport().getReadyReplicas() == 3);

        Deployment stopped = withReplicas(made, 0);
        await().until(() -> replicas(made) == 0);
        await().untilAsserted(
                        () -> assertThat(installation.known(made).getReport().getMessage())
                                .isEqualTo("Scaled to 0 replicas: nothing serves"));

        withReplicas(stopped, 2);
        await().until(() -> replicas(made) == 3);
    }

    /** That of {@code kubectl autoscale} has the name of the Deployment, as the deployer's own would have. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void besideAnAutoscalerOfSomebodyElseThereIsNone(boolean named) {
        Deployment.Builder plain = plain(2);
        plain.getDeploymentBuilder().clearAutoscaling();
        Deployment made = installation.gateway().create("demo", plain.build());
        await().until(() -> installation.known(made).getReport().getPhase() == Phase.PHASE_READY);
        String theirs = named ? SystemTest.objectName(made) : "theirs";
        client.resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(cluster.namespace())
                        .withName(theirs)
                        .endMetadata()
                        .withNewSpec()
                        .withMinReplicas(1)
                        .withMaxReplicas(3)
                        .withNewScaleTargetRef("apps/v1", "Deployment", SystemTest.objectName(made))
                        .endSpec()
                        .build())
                .create();

        installation
                .gateway()
                .update(made.toBuilder().setDeployment(plain(2).getDeployment()).build());

        await().untilAsserted(() -> assertThat(
                        installation.known(made).getReport().getMessage())
                .startsWith("HorizontalPodAutoscaler " + cluster.namespace() + "/" + theirs
                        + " of somebody else scales it already, and is left alone: remove one of the two"));
        assertThat(client.resources(HorizontalPodAutoscaler.class)
                        .inNamespace(cluster.namespace())
                        .list()
                        .getItems())
                .extracting(each -> each.getMetadata().getName())
                .containsExactly(theirs);
    }

    @Test
    void byRequestsInFlightItGoesFromOneToThreeAndBackAndNobodyElseWritesReplicas(@TempDir Path certificate) {
        Deployment.Builder wanted = plain(1);
        wanted.getMetricsBuilder().setImage("proxy:1").setClasses("stop,go");
        wanted.getDeploymentBuilder()
                .clearResources()
                .getAutoscalingBuilder()
                .setCpuPercent(0)
                .setRequestsInFlight(4);
        wanted.getDeploymentBuilder().getAutoscalingBuilder().setMaxReplicas(3);
        Deployment made = installation.gateway().create("demo", wanted.build());
        await().untilAsserted(
                        () -> assertThat(installation.known(made).getReport().getMessage())
                                .startsWith("Its autoscaler cannot scale it (FailedGetPodsMetric): "));
        AuditTail log = plane.auditLog().tail();
        AtomicInteger inFlight = new AtomicInteger(12);

        try (MetricsAdapter adapter = MetricsAdapter.start(
                client,
                certificate,
                "127.0.0.1",
                "model_proxy_requests_in_flight",
                pod -> OptionalDouble.of(inFlight.get() / (double) Math.max(1, replicas(made))))) {
            await().untilAsserted(() -> assertThat(installation.known(made).getReport())
                    .returns(3L, Report::getReadyReplicas)
                    .returns("", Report::getMessage));
            inFlight.set(0);
            await().untilAsserted(() ->
                    assertThat(installation.known(made).getReport()).returns(1L, Report::getReadyReplicas));
        }

        assertThat(log.next())
                .filteredOn(call -> call.namespace().equals(cluster.namespace()) && call.isWrite())
                .filteredOn(call -> call.resource().matches("deployments(/scale)?"))
                .isNotEmpty()
                .allMatch(call -> call.resource().equals("deployments/scale")
                        && call.userAgent().contains("horizontal-pod-autoscaler"));
    }

    /** KEDA takes its HorizontalPodAutoscaler away while it is paused: the ScaledObject alone says whose the replicas are. */
    @Test
    void theReplicasOfOneThatKedaScalesStayItsAlsoWhileItIsPausedAndWithAStop() {
        try (Keda keda = Keda.install(client)) {
            installation.startDeployer("other", Map.of("deployer.resync.interval", "1s"));
            Deployment.Builder plain = plain(2);
            plain.getDeploymentBuilder().clearAutoscaling();
            Deployment made = installation.gateway().create("other", plain.build());
            await().until(() -> installation.known(made).getReport().getPhase() == Phase.PHASE_READY);
            client.resource(Keda.paused(cluster.namespace(), "theirs", SystemTest.objectName(made)))
                    .create();

            withReplicas(made, 0);
            await().untilAsserted(
                            () -> assertThat(
                                            installation.known(made).getReport().getMessage())
                                    .startsWith(
                                            "It cannot be stopped: ScaledObject " + cluster.namespace()
                                                    + "/theirs of somebody else says how many replicas run, and is left alone; remove it first"));
            assertThat(replicas(made)).isEqualTo(2);
            scale(made, 5);
            withReplicas(made, 3);
            await().until(() -> installation.known(made).getReport().getReadyReplicas() == 5);

            client.resource(Keda.paused(cluster.namespace(), "theirs", "")).delete();
            await().until(() -> replicas(made) == 3);
        }
    }

    /** Any HorizontalPodAutoscaler that KEDA made says that it is there now; a paused ScaledObject has none that would. */
    @Test
    void kedaMayComeAfterTheDeployer() {
        Deployment made = create(2);
        await().until(() -> installation.known(made).getReport().getPhase() == Phase.PHASE_READY);
        try (Keda keda = Keda.install(client)) {
            client.resource(Keda.paused(cluster.namespace(), "theirs", SystemTest.objectName(made)))
                    .create();
            client.resource(new HorizontalPodAutoscalerBuilder()
                            .withNewMetadata()
                            .withNamespace(cluster.namespace())
                            .withName("keda-hpa-another")
                            .addToLabels("scaledobject.keda.sh/name", "another")
                            .endMetadata()
                            .withNewSpec()
                            .withMaxReplicas(3)
                            .withNewScaleTargetRef("apps/v1", "Deployment", "another")
                            .endSpec()
                            .build())
                    .create();

            await().untilAsserted(() -> assertThat(
                            installation.known(made).getReport().getMessage())
                    .startsWith("ScaledObject " + cluster.namespace()
                            + "/theirs of somebody else scales it already, and is left alone: remove one of the two"));
            scale(made, 4);
            withReplicas(made, 3);
            await().until(() -> installation.known(made).getReport().getReadyReplicas() == 4);
        }
    }

    private Deployment create(int replicas) {
        return installation.gateway().create("demo", plain(replicas).build());
    }

    private Deployment.Builder plain(int replicas) {
        Deployment.Builder wanted =
                Installation.model(cluster.namespace(), "signs").toBuilder().clearIngress();
        wanted.getDeploymentBuilder()
                .setReplicas(replicas)
                .getResourcesBuilder()
                .putRequests("cpu", "100m");
        wanted.getDeploymentBuilder()
                .getAutoscalingBuilder()
                .setMinReplicas(1)
                .setMaxReplicas(5)
                .setCpuPercent(80);
        return wanted;
    }

    private Deployment withReplicas(Deployment made, int replicas) {
        Deployment.Builder changed = installation.known(made).getDeployment().toBuilder();
        changed.getDeploymentBuilder().setReplicas(replicas);
        return installation.gateway().update(changed.build());
    }

    private void scale(Deployment made, int replicas) {
        client.apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(SystemTest.objectName(made))
                .scale(replicas);
    }

    private int replicas(Deployment made) {
        return client.apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(SystemTest.objectName(made))
                .get()
                .getSpec()
                .getReplicas();
    }
}
