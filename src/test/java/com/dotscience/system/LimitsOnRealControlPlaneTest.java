package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster's owner allows: something new is refused, and what was there before is looked after. */
@NeedsControlPlane
class LimitsOnRealControlPlaneTest {

    private static final Map<String, String> NONE = Map.of(
            "deployer.allowed.hosts", "*", "deployer.allowed.namespaces", "*,kube-*", "deployer.resync.interval", "1s");

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private TestCluster cluster;
    private Installation installation;
    private String token;

    LimitsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("limits");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        token = installation.gateway().createDeployer("demo").getToken();
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void whatBreaksALimitIsRefusedAndWhatIsAllowedIsMade() {
        installation.start(token, limits());
        Deployment allowed = create("allowed", wanted -> {});
        Map<String, Deployment> refused = new HashMap<>();
        offences().forEach((name, offence) -> refused.put(name, create(name, offence)));

        awaitPhase(allowed, Phase.PHASE_READY);
        refused.values().forEach(each -> awaitPhase(each, Phase.PHASE_FAILED));
        assertThat(message(refused.get("image")))
                .isEqualTo("Refused: deployment.image is example/model-evil:1, but deployer.allowed.images allows only"
                        + " example/model,example/proxy; only who runs the deployer in this cluster can change that,"
                        + " no Gateway can");
        assertThat(message(refused.get("namespace")))
                .isEqualTo(
                        "Refused: namespace is kube-public, but deployer.allowed.namespaces has to name it to allow one"
                                + " of Kubernetes' own; only who runs the deployer in this cluster can change that, no Gateway"
                                + " can");
        assertThat(refused.values())
                .allSatisfy(each -> assertThat(objects(each)).isEmpty());
    }

    @Test
    void whatWasThereBeforeStaysIsHealedScaledDownAndRemoved() {
        DeployerApplication before = installation.start(token, NONE);
        Map<String, Deployment> offenders = new HashMap<>();
        offences().forEach((name, offence) -> offenders.put(name, create(name, offence)));
        offenders.values().forEach(each -> awaitPhase(each, Phase.PHASE_READY));
        before.close();
        Map<String, List<String>> made = state(offenders);
        Instant restart = Instant.now();

        installation.start(token, limits());

        offenders.values().forEach(each -> awaitPhase(each, Phase.PHASE_DEGRADED));
        awaitResyncs();
        assertThat(state(offenders))
                .as("uid, generation and spec of all objects")
                .isEqualTo(made);
        assertThat(plane.auditLog().since(restart))
                .filteredOn(event -> event.userAgent().startsWith("ds-deployer") && event.isWrite())
                .as("writes")
                .isEmpty();
        assertThat(message(offenders.get("host")))
                .startsWith("Left as it was, since it was there before the limit: ingress.host is evil.org, but"
                        + " deployer.allowed.hosts allows only *.example.com");

        offenders.values().forEach(each -> {
            client.services()
                    .inNamespace(each.getNamespace())
                    .withName(name(each))
                    .delete();
            client.apps()
                    .deployments()
                    .inNamespace(each.getNamespace())
                    .withName(name(each))
                    .edit(deployment -> {
                        deployment
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .get(0)
                                .setImage("by/hand:1");
                        return deployment;
                    });
        });
        offenders
                .values()
                .forEach(each -> await().untilAsserted(() -> {
                    assertThat(objects(each)).hasSize(3);
                    assertThat(client.apps()
                                    .deployments()
                                    .inNamespace(each.getNamespace())
                                    .withName(name(each))
                                    .get()
                                    .getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .get(0)
                                    .getImage())
                            .isEqualTo(each.getDeployment().getImage());
                }));

        offenders.replaceAll((name, each) -> installation
                .gateway()
                .update(each.toBuilder()
                        .setRevision(0)
                        .setDeployment(each.getDeployment().toBuilder().setReplicas(name.equals("replicas") ? 3 : 0))
                        .build()));
        offenders.forEach((name, each) -> await().untilAsserted(() -> assertThat(client.apps()
                        .deployments()
                        .inNamespace(each.getNamespace())
                        .withName(name(each))
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(name.equals("replicas") ? 3 : 0)));

        offenders.values().forEach(each -> installation.gateway().delete(each));
        offenders
                .values()
                .forEach(each ->
                        await().untilAsserted(() -> assertThat(objects(each)).isEmpty()));
    }

    @Test
    void whatIsNewlyAskedOfSomethingThatRunsIsRefusedAndWhatWasAllowedIsHealed() {
        installation.start(token, limits());
        Deployment allowed = create("limited", wanted -> {});
        awaitPhase(allowed, Phase.PHASE_READY);
        List<String> made = state(Map.of("limited", allowed)).get("limited");

        installation
                .gateway()
                .update(allowed.toBuilder()
                        .setRevision(0)
                        .setDeployment(allowed.getDeployment().toBuilder().setImage("example/model-evil:2"))
                        .build());

        awaitPhase(allowed, Phase.PHASE_DEGRADED);
        assertThat(message(allowed)).startsWith("Refused: deployment.image is example/model-evil:2, but");
        assertThat(state(Map.of("limited", allowed)).get("limited")).isEqualTo(made);
        client.services().inNamespace(namespace).withName(name(allowed)).delete();
        await().untilAsserted(() -> assertThat(objects(allowed)).hasSize(3));
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name(allowed))
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("example/model:1");
    }

    @Test
    void whatRunsIsHealedAfterARestartAlthoughAnUpdateOfItIsRefused() {
        DeployerApplication before = installation.start(token, NONE);
        Deployment wanted = create(
                "kept", each -> each.getMetricsBuilder().setClasses("a,b").setImage("example/proxy:1"));
        awaitPhase(wanted, Phase.PHASE_READY);
        before.close();
        List<String> made = state(Map.of("kept", wanted)).get("kept");
        installation
                .gateway()
                .update(wanted.toBuilder()
                        .setRevision(0)
                        .setDeployment(wanted.getDeployment().toBuilder().setImage("example/model-evil:2"))
                        .build());

        installation.start(token, limits());
        awaitPhase(wanted, Phase.PHASE_DEGRADED);
        awaitResyncs();
        assertThat(state(Map.of("kept", wanted)).get("kept")).isEqualTo(made);
        client.services().inNamespace(namespace).withName(name(wanted)).delete();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name(wanted))
                .delete();

        await().untilAsserted(() -> assertThat(objects(wanted)).hasSize(3));
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name(wanted))
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers())
                .extracting(Container::getImage)
                .containsExactly("example/model:1", "example/proxy:1");
        assertThat(message(wanted)).contains("Refused: deployment.image is example/model-evil:2, but");
    }

    /** A Gateway that is not ours gives any id, and a Service selects pods by it. */
    @Test
    void anIdByWhichAServiceWouldTakeThePodsOfOthersIsRefused() {
        Deployment wanted = installation.gateway().create("demo", model(namespace, "thief"));
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("somebody-s")
                        .addToLabels("deployment", wanted.getId())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("example/other:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();

        installation.start(token, limits());

        awaitPhase(wanted, Phase.PHASE_FAILED);
        assertThat(message(wanted))
                .isEqualTo("Refused: id is " + wanted.getId()
                        + ", which pods that are not this deployer's carry as their label deployment: its Service would"
                        + " lead to them. Choose another id, or remove those pods");
        assertThat(objects(wanted)).isEmpty();
    }

    private Map<String, String> limits() {
        return Map.of(
                "deployer.allowed.images", "example/model,example/proxy",
                "deployer.allowed.hosts", "*.example.com",
                "deployer.allowed.ingress-classes", "webrelay",
                "deployer.allowed.service-types", "ClusterIP",
                "deployer.allowed.namespaces", "*",
                "deployer.allowed.max-replicas", "2",
                "deployer.allowed.labels", "team",
                "deployer.resync.interval", "1s");
    }

    private static Map<String, Consumer<Deployment.Builder>> offences() {
        return Map.of(
                "image", wanted -> wanted.getDeploymentBuilder().setImage("example/model-evil:1"),
                "proxy", wanted -> wanted.getMetricsBuilder().setClasses("a,b").setImage("example/proxy-evil:1"),
                "host", wanted -> wanted.getIngressBuilder().setHost("evil.org"),
                "wildcard", wanted -> wanted.getIngressBuilder().setHost("*.evil.org"),
                "hostless", wanted -> wanted.getIngressBuilder().clearHost(),
                "class", wanted -> wanted.getIngressBuilder().setClass_("public"),
                "type", wanted -> wanted.getServiceBuilder().setType("NodePort"),
                "namespace", wanted -> wanted.setNamespace("kube-public"),
                "replicas", wanted -> wanted.getDeploymentBuilder().setReplicas(4),
                "label", wanted -> wanted.putLabels("tier", "gold"));
    }

    private Deployment create(String name, Consumer<Deployment.Builder> change) {
        Deployment.Builder wanted = model(namespace, name).toBuilder();
        change.accept(wanted);
        return installation.gateway().create("demo", wanted.build());
    }

    private void awaitPhase(Deployment wanted, Phase phase) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .as(wanted.getName())
                .returns(phase, Report::getPhase));
    }

    private String message(Deployment wanted) {
        return installation.known(wanted).getReport().getMessage();
    }

    /** What is done every second is done twice in three. */
    private static void awaitResyncs() {
        Instant until = Instant.now().plusSeconds(3);
        await().until(() -> Instant.now().isAfter(until));
    }

    private Map<String, List<String>> state(Map<String, Deployment> wanted) {
        Map<String, List<String>> state = new HashMap<>();
        wanted.forEach((name, each) -> state.put(
                name,
                objects(each).stream()
                        .map(object ->
                                object.getKind() + " " + object.getMetadata().getUid() + " "
                                        + object.getMetadata().getGeneration() + " "
                                        + client.getKubernetesSerialization().asJson(spec(object)))
                        .toList()));
        return state;
    }

    private static Object spec(HasMetadata object) {
        if (object instanceof io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
            return deployment.getSpec();
        }
        return object instanceof Ingress ingress
                ? ingress.getSpec()
                : ((io.fabric8.kubernetes.api.model.Service) object).getSpec();
    }

    private List<HasMetadata> objects(Deployment wanted) {
        List<HasMetadata> objects = new ArrayList<>();
        Stream.of(
                        client.apps().deployments().inNamespace(wanted.getNamespace()),
                        client.services().inNamespace(wanted.getNamespace()),
                        client.network().v1().ingresses().inNamespace(wanted.getNamespace()))
                .flatMap(kind -> kind.withLabel("owner", "ds-deployer").list().getItems().stream())
                .map(HasMetadata.class::cast)
                .filter(object -> object.getMetadata().getName().equals(name(wanted)))
                .forEach(objects::add);
        return objects;
    }

    private static String name(Deployment wanted) {
        return "ds-" + wanted.getName() + "-" + wanted.getId().split("-")[0];
    }
}
