package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.Admission;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.MutatingWebhook;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.RealControlPlane;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R11, with a real mutating webhook, and with a rival whom the API server knows by name. */
@NeedsControlPlane
class WritesThatDoNotStickOnRealControlPlaneTest {

    private static final String IDENTIFIER = "deployer.dotscience.com/identifier";

    private final RealControlPlane plane;
    private final String namespace;
    private Installation installation;
    private FakeKubelet kubelet;

    WritesThatDoNotStickOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("sticks");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        kubelet = FakeKubelet.start(plane, Duration.ZERO, PodFate.ready());
        installation = new Installation(folder, plane.admin());
        installation.startDeployer("demo", Map.of());
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
    }

    @Test
    void aHostThatAnAdmissionRewritesIsReadyWithAWarningAndTheIngressDoesNotGrow(@TempDir Path webhook) {
        Admission suffix = (by, operation, object) -> {
            if (object.at("/spec/rules/0") instanceof ObjectNode rule
                    && !rule.path("host").asText().endsWith(".corp")) {
                rule.put("host", rule.path("host").asText() + ".corp");
            }
        };
        try (var running = MutatingWebhook.start(plane, webhook, namespace, suffix)) {
            Deployment wanted = installation.gateway().create("demo", model(namespace, "cats"));

            awaitReport(
                    wanted,
                    Phase.PHASE_READY,
                    "Changed at admission: Ingress spec.rules[cats.example.com].host: written cats.example.com, there is"
                            + " cats.example.com.corp");
            await().until(() -> writesTo("ingresses", wanted).size() >= 4);
            assertThat(plane.client()
                            .resources(Ingress.class)
                            .inNamespace(namespace)
                            .withName(SystemTest.objectName(wanted))
                            .get()
                            .getSpec()
                            .getRules())
                    .extracting(rule -> rule.getHost())
                    .containsExactly("cats.example.com.corp");
            assertThat(notes("Ingress"))
                    .contains("Created, as it was missing; does not stick: spec.rules[cats.example.com].host: written"
                            + " cats.example.com, there is cats.example.com.corp (at admission)");
        }
    }

    /** Whoever wrote it knows it, and takes it away when it is not wanted. */
    @Test
    void whatAnAdmissionTakesTheMarksOfIsOurOwnAllTheSame(@TempDir Path webhook) {
        Admission unmarked = (by, operation, object) -> {
            if (object.at("/metadata/annotations") instanceof ObjectNode annotations) {
                annotations.remove(IDENTIFIER);
                annotations.remove("deployment");
            }
        };
        try (var running = MutatingWebhook.start(plane, webhook, namespace, unmarked)) {
            Deployment wanted = installation.gateway().create("demo", model(namespace, "dogs"));

            await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                    .returns(Phase.PHASE_READY, Report::getPhase)
                    .extracting(Report::getMessage)
                    .asString()
                    .startsWith("Changed at admission: Deployment metadata.annotations"));
            installation.gateway().delete(wanted);

            await().until(() -> objects(wanted) == 0);
        }
    }

    @Test
    void whoeverChangesItLaterIsNamed() {
        try (Scaler rival = new Scaler(
                plane,
                namespace,
                (client, deployment) -> client.resource(deployment)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":3}}"))) {
            Deployment wanted = installation.gateway().create("demo", model(namespace, "birds"));

            awaitReport(
                    wanted,
                    Phase.PHASE_DEGRADED,
                    "rival changes what was written: Deployment spec.replicas: written 1, there is 3. It is set back more"
                            + " and more seldom: find out who does it, and stop them");
            await().untilAsserted(() -> assertThat(notes("Deployment"))
                    .contains(
                            "Scaled, as it differed in spec.replicas; does not stick: spec.replicas: written 1, there is"
                                    + " 3 (by rival)"));
        }
    }

    /** As {@code kubectl scale} and autoscalers do it, whom an API server before 1.22 does not name. */
    @Test
    void whoeverScalesItIsNotTakenForAnAdmission() {
        try (Scaler rival = new Scaler(
                plane,
                namespace,
                (client, deployment) -> client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(deployment.getMetadata().getName())
                        .scale(3))) {
            Deployment wanted = installation.gateway().create("demo", model(namespace, "fish"));

            await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                    .returns(Phase.PHASE_DEGRADED, Report::getPhase)
                    .extracting(Report::getMessage)
                    .asString()
                    .containsPattern(
                            "^(Somebody|rival) changes what was written: Deployment spec.replicas: written 1"));
            await().until(() -> rival.deeds() >= 4);
            assertThat(notes("Deployment")).noneMatch(note -> note.contains("by an admission"));
        }
    }

    private void awaitReport(Deployment wanted, Phase phase, String message) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(phase, Report::getPhase)
                .returns(message, Report::getMessage));
    }

    private List<String> notes(String kind) {
        return plane.client().resources(Event.class).inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getKind().equals(kind))
                .map(Event::getNote)
                .toList();
    }

    private List<?> writesTo(String resource, Deployment wanted) {
        return plane.auditLog().events().stream()
                .filter(event -> event.isWrite()
                        && event.resource().equals(resource)
                        && event.name().equals(SystemTest.objectName(wanted)))
                .toList();
    }

    private long objects(Deployment wanted) {
        return List.of(
                        io.fabric8.kubernetes.api.model.apps.Deployment.class,
                        io.fabric8.kubernetes.api.model.Service.class,
                        Ingress.class)
                .stream()
                .filter(type -> plane.client()
                                .resources(type)
                                .inNamespace(namespace)
                                .withName(SystemTest.objectName(wanted))
                                .get()
                        != null)
                .count();
    }

    /** Has three replicas of everything. */
    private static final class Scaler
            implements Watcher<io.fabric8.kubernetes.api.model.apps.Deployment>, AutoCloseable {

        private final AtomicInteger deeds = new AtomicInteger();
        private final KubernetesClient client;
        private final BiConsumer<KubernetesClient, io.fabric8.kubernetes.api.model.apps.Deployment> scale;
        private final Watch watch;

        Scaler(
                RealControlPlane plane,
                String namespace,
                BiConsumer<KubernetesClient, io.fabric8.kubernetes.api.model.apps.Deployment> scale) {
            this.client = new KubernetesClientBuilder()
                    .withConfig(plane.admin().config("rival"))
                    .build();
            this.scale = scale;
            this.watch = client.apps().deployments().inNamespace(namespace).watch(this);
        }

        int deeds() {
            return deeds.get();
        }

        @Override
        public void eventReceived(Action action, io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
            if (action != Action.DELETED && deployment.getSpec().getReplicas() != 3) {
                scale.accept(client, deployment);
                deeds.incrementAndGet();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // with the test
        }

        @Override
        public void close() {
            watch.close();
            client.close();
        }
    }
}
