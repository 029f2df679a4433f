package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.MutatingWebhook;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.RealControlPlane;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reported to the Gateway while pods fail, from the deployment controller's own words and the kubelet's. */
@NeedsControlPlane
class StatusOnRealControlPlaneTest {

    private final RealControlPlane plane;
    private final String namespace;
    private Installation installation;
    private FakeKubelet kubelet;

    StatusOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("status");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, plane.admin());
        installation.startDeployer("demo", Map.of());
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
    }

    @Test
    void aStuckPullFailsAndGoesOnWhenTheImageIsThere() {
        kubelet(PodFate.waiting("ImagePullBackOff", "Back-off pulling image \"example/model:1\""));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "unpullable"));

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "The image example/model:1 cannot be pulled (ImagePullBackOff: Back-off pulling image"
                        + " \"example/model:1\"): check its name and tag, and that the cluster may read its registry");
        kubelet.turn(PodFate.ready());
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    @Test
    void aCrashLoopAndAnOutOfMemoryKillAreToldApart() {
        kubelet(PodFate.crashing("Error", 1, 5));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "crashing"));

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "Container model ended with exit code 1 and has restarted 5 times: read its log");
        kubelet.turn(PodFate.crashing("OOMKilled", 137, 6));
        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "Container model ran out of memory (OOMKilled) and has restarted 6 times: allow it more memory,"
                        + " or deploy a smaller model");
    }

    /** Between two crashes its pod is ready for Kubernetes, and its rollout complete. */
    @Test
    void aCrashLoopIsNotReadyBetweenItsCrashes() {
        installation.startDeployer("careful", Map.of("deployer.status.settling", "10s"));
        kubelet(PodFate.ready());
        Deployment wanted = installation.gateway().create("careful", model(namespace, "looping"));
        for (int crashes = 1; crashes <= 3; crashes++) {
            String times = crashes == 1 ? "once" : crashes + " times";
            String message = "Container model ended with exit code 3 and has restarted " + times + ": read its log";
            kubelet.turn(PodFate.crashing("Error", 3, crashes));
            awaitReport(wanted, Phase.PHASE_FAILED, message);
            kubelet.turn(PodFate.upAgain(3, crashes, Duration.ofSeconds(1)));
            awaitReport(wanted, crashes == 1 ? Phase.PHASE_PROGRESSING : Phase.PHASE_DEGRADED, message);
        }

        assertThat(installation.known(wanted).getEventsList())
                .extracting(Event::getPhase)
                .doesNotContain(Phase.PHASE_READY);
        kubelet.turn(PodFate.upAgain(3, 1, Duration.ofSeconds(1)));
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(Phase.PHASE_READY, Report::getPhase)
                .extracting(Report::getMessage)
                .asString()
                .contains("has restarted once", ": watch it"));
    }

    @Test
    void whatTheSchedulerSaysIsSaidUntilThereIsRoom() {
        kubelet(PodFate.unschedulable("0/3 nodes are available: 3 Insufficient memory."));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "too-big"));

        awaitReport(
                wanted,
                Phase.PHASE_PROGRESSING,
                "No node takes the pod (Unschedulable: 0/3 nodes are available: 3 Insufficient memory.):"
                        + " make room for it or add nodes");
        kubelet.turn(PodFate.ready());
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    @Test
    void anUpdateThatFailsLeavesTheOldVersionServing() {
        kubelet(PodFate.ready().except(PodFate.image("example/model:2"), PodFate.waiting("ErrImagePull", "not found")));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "updated"));
        awaitReport(wanted, Phase.PHASE_READY, "");

        wanted = installation.gateway().update(SystemTest.withImage(wanted, "example/model:2"));

        awaitReport(
                wanted,
                Phase.PHASE_DEGRADED,
                "The image example/model:2 cannot be pulled (ErrImagePull: not found): check its name and tag, and that"
                        + " the cluster may read its registry; meanwhile the version before still serves,"
                        + " example/model:1");
        wanted = installation.gateway().update(SystemTest.withImage(wanted, "example/model:1"));
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    /** Such as somebody made by hand of a copy. */
    @Test
    void aDeploymentOfAnotherSelectorIsSaidToHaveToBeMadeAnew() {
        kubelet(PodFate.ready());
        String token = installation.gateway().createDeployer("later").getToken();
        DeployerApplication deployer = installation.start(token, Map.of());
        Deployment first = installation.gateway().create("later", model(namespace, "first"));
        awaitReport(first, Phase.PHASE_READY, "");
        deployer.close();
        Deployment wanted = installation.gateway().create("later", model(namespace, "copied"));
        var deployments = plane.client().apps().deployments().inNamespace(namespace);
        var copy = deployments.withName(SystemTest.objectName(first)).get().edit();
        Map<String, String> other = Map.of("deployment", "other");
        deployments
                .resource(copy.withMetadata(new ObjectMetaBuilder()
                                .withName(SystemTest.objectName(wanted))
                                .addToLabels("owner", "ds-deployer")
                                .withAnnotations(copy.buildMetadata().getAnnotations())
                                .addToAnnotations("deployment", wanted.getId())
                                .build())
                        .editSpec()
                        .withNewSelector()
                        .withMatchLabels(other)
                        .endSelector()
                        .editTemplate()
                        .editMetadata()
                        .withLabels(other)
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();

        installation.start(token, Map.of());

        await().untilAsserted(() -> assertThat(
                        installation.known(wanted).getReport().getMessage())
                .contains("`selector` does not match template `labels`")
                .endsWith("; it cannot be changed in place. Delete it, and it is made anew as wanted: kubectl delete"
                        + " deployment " + SystemTest.objectName(wanted) + " -n " + namespace));
        deployments.withName(SystemTest.objectName(wanted)).delete();
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    /** They are of the template that was asked for all the same, and its report names what ails them. */
    @Test
    void podsWhoseImageWasRewrittenAreNoVersionBefore(@TempDir Path webhook) {
        kubelet(PodFate.ready()
                .except(
                        PodFate.image("mirror.example.com/example/model:2"),
                        PodFate.waiting("ErrImagePull", "not found")));
        try (var mirror = MutatingWebhook.start(plane, webhook, namespace, (by, operation, object) -> {
            if (object.path("kind").asText().equals("Pod") && operation.equals("CREATE")) {
                ObjectNode model = (ObjectNode) object.at("/spec/containers/0");
                model.put("image", "mirror.example.com/" + model.path("image").asText());
            }
        })) {
            Deployment wanted = installation.gateway().create("demo", model(namespace, "mirrored"));
            awaitReport(wanted, Phase.PHASE_READY, "");
            assertThat(installation.known(wanted).getReport().getImage())
                    .isEqualTo("mirror.example.com/example/model:1");

            wanted = installation.gateway().update(SystemTest.withImage(wanted, "example/model:2"));

            awaitReport(
                    wanted,
                    Phase.PHASE_DEGRADED,
                    "The image mirror.example.com/example/model:2 cannot be pulled (ErrImagePull: not found): check its"
                            + " name and tag, and that the cluster may read its registry; meanwhile the version before"
                            + " still serves, mirror.example.com/example/model:1");
        }
    }

    @Test
    void aSlowStartProgressesUntilItIsReadyOrItsDeadlineHasPassed() {
        kubelet(PodFate.starting());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "slow"));
        awaitReport(wanted, Phase.PHASE_PROGRESSING, "0 of 1 replicas are available");

        plane.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(SystemTest.objectName(wanted))
                .edit(made -> made.edit()
                        .editSpec()
                        .withProgressDeadlineSeconds(1)
                        .endSpec()
                        .build());

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "0 of 1 replicas are available, and nothing got better until the deadline: read the model's log");
        kubelet.turn(PodFate.ready());
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    /** Somebody else's finalizer holds one of its objects. */
    @Test
    void whatIsRemovedIsShownUntilItsObjectsAreGone() {
        kubelet(PodFate.ready());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "held"));
        awaitReport(wanted, Phase.PHASE_READY, "");
        finalizers(wanted, List.of("example.com/hold"));

        installation.gateway().delete(wanted);

        // Until the deployer says that its objects are still there, it is gone for the Gateway.
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                        .returns(Phase.PHASE_REMOVING, Report::getPhase)
                        .returns(
                                "No longer wanted; its Deployment is being deleted and waits for whoever set the finalizer"
                                        + " example.com/hold",
                                Report::getMessage));
        finalizers(wanted, List.of());
        await().untilAsserted(() -> assertThatThrownBy(() -> installation.known(wanted))
                .hasMessageContaining("there is no model deployment"));
    }

    /** The last report stays, and is marked as old. */
    @Test
    void anApiServerThatIsNotHeardIsSaidWhileItLastsAndTheFormerPhaseStays() {
        kubelet(PodFate.ready());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "unheard"));
        awaitReport(wanted, Phase.PHASE_READY, "");

        plane.stopApiServer();

        try {
            await().untilAsserted(() -> assertThat(installation.known(wanted))
                    .matches(known -> !known.getClusterTrouble().isEmpty(), "says why the cluster is not heard")
                    .matches(known -> known.getClusterUnheardSince() > 0)
                    .matches(known -> !known.getStale(), "its deployer is online")
                    .returns(Phase.PHASE_READY, known -> known.getReport().getPhase()));
        } finally {
            plane.startApiServer();
        }
        await().untilAsserted(() -> assertThat(installation.known(wanted))
                .returns("", ModelDeployment::getClusterTrouble)
                .returns(0L, ModelDeployment::getClusterUnheardSince)
                .returns(Phase.PHASE_READY, known -> known.getReport().getPhase()));
    }

    /** They end after the objects, and may take their time. */
    @Test
    void whatIsRemovedIsShownUntilItsPodsAreGone() {
        kubelet(PodFate.ready());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "ending"));
        awaitReport(wanted, Phase.PHASE_READY, "");
        holdPods(List.of("example.com/hold"));

        installation.gateway().delete(wanted);

        await().untilAsserted(() -> {
            ModelDeployment known = installation.known(wanted);
            assertThat(known.getReport().getPhase()).isEqualTo(Phase.PHASE_REMOVING);
            assertThat(known.getReport().getMessage()).startsWith("No longer wanted; 1 pod still ends");
        });
        holdPods(List.of());
        await().untilAsserted(() -> assertThatThrownBy(() -> installation.known(wanted))
                .hasMessageContaining("there is no model deployment"));
    }

    private void holdPods(List<String> finalizers) {
        String patch = Serialization.asJson(Map.of("metadata", Map.of("finalizers", finalizers)));
        plane.client()
                .pods()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(pod -> plane.client().resource(pod).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /** Whatever the controllers write meanwhile. */
    private void finalizers(Deployment wanted, List<String> finalizers) {
        String patch = Serialization.asJson(Map.of("metadata", Map.of("finalizers", finalizers)));
        plane.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(SystemTest.objectName(wanted))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void kubelet(PodFate fate) {
        kubelet = FakeKubelet.start(plane, Duration.ZERO, fate);
    }

    private void awaitReport(Deployment wanted, Phase phase, String message) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(phase, Report::getPhase)
                .returns(message, Report::getMessage));
    }
}
