package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.Phase;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.resource.ResourceInCluster;
import com.dotscience.testing.Command;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.Readme;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the resource and a stock kubectl, at a deployer with a Gateway and at one without. */
@NeedsControlPlane
class GitOpsOnRealControlPlaneTest {

    private static final Map<String, String> RESOURCES = Map.of(
            "deployer.resources.enabled",
            "true",
            "deployer.identity",
            "gitops",
            "deployer.allowed.hosts",
            "*.example.com");

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    private static final Map<String, String> NO_GATEWAY =
            Map.of("deployer.gateway.enabled", "false", "deployer.token", "");

    /** Longer than any of it takes, and shorter than what would wait for a poll of tens of seconds. */
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final List<DeployerApplication> deployers = new ArrayList<>();

    @TempDir
    private Path folder;

    private TestCluster cluster;

    GitOpsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("gitops");
    }

    @BeforeEach
    void define() {
        cluster = TestCluster.in(plane);
        kubectl("apply", "-f", "kubernetes/crd/modeldeployments.yaml");
        kubectl("wait", "--for=condition=Established", "crd/modeldeployments.dotscience.com");
    }

    @AfterEach
    void uninstall() {
        if (deployers.isEmpty()) {
            deployers.add(start(NO_GATEWAY));
        }
        kubectl("delete", "crd", "modeldeployments.dotscience.com", "--ignore-not-found", "--timeout=60s");
        deployers.forEach(DeployerApplication::close);
        cluster.close();
    }

    @Test
    void withoutAGatewayAResourceIsMadeShownWaitedForChangedAndRemoved() throws IOException {
        start(NO_GATEWAY);

        apply("signs", "image: example/model:1", "replicas: 2", "ingress: {host: signs.example.com, class: webrelay}");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");

        Deployment made = deployment("signs");
        assertThat(made.getMetadata().getNamespace()).isEqualTo(namespace);
        assertThat(made.getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/instance");
        assertThat(made.getSpec().getReplicas()).isEqualTo(2);
        assertThat(kubectl("-n", namespace, "get", "md", "signs").lines().map(line -> line.split(" +")))
                .extracting(words -> List.of(words).subList(0, 6))
                .containsExactly(
                        List.of("NAME", "READY", "PHASE", "WANTED", "AVAILABLE", "URL"),
                        List.of("signs", "True", "Ready", "2", "2", "https://signs.example.com"));
        assertThat(field("signs", "{.status.id}")).isEqualTo(ResourceInCluster.id(namespace, "signs"));

        kubectl(
                "-n",
                namespace,
                "patch",
                "md",
                "signs",
                "--type=merge",
                "-p",
                "{\"spec\":{\"image\":\"example/model:2\"}}");
        await().untilAsserted(() -> {
            assertThat(field("signs", "{.status.conditions[?(@.type==\"Ready\")].observedGeneration}"))
                    .isEqualTo(field("signs", "{.metadata.generation}"));
            assertThat(field("signs", "{.status.image}")).isEqualTo("example/model:2");
            assertThat(field("signs", "{.status.phase}")).isEqualTo("Ready");
        });

        Instant before = Instant.now();
        kubectl("-n", namespace, "delete", "md", "signs");
        assertThat(Duration.between(before, Instant.now())).isLessThan(SECONDS);
        assertNothingIsLeft();
    }

    /** With as much time as a busy machine may need. */
    @Test
    void whatTheDocsHavePeopleTypeIsAnsweredAsTheySay() throws IOException {
        List<Readme.Block> blocks = Readme.document("gitops.md").blocks().get("## Ask for a model");
        Files.writeString(folder.resolve("roadsigns.yaml"), blocks.get(0).text());
        kubectl("create", "namespace", "models");
        start(NO_GATEWAY);

        List<Readme.Command> commands = blocks.get(1).commands();
        assertThat(commands).hasSize(3);
        for (Readme.Command command : commands) {
            String line = command.line().replace(" wait ", " wait --timeout=60s ");
            String printed = Command.of("sh", "-c", "cd " + folder + " && " + line)
                    .with("KUBECONFIG", plane.kubeconfigFile().toString())
                    .output();
            assertThat(ofAnyAge(printed)).isEqualTo(ofAnyAge(command.output()));
        }
        kubectl("-n", "models", "delete", "md", "roadsigns", "--timeout=60s");
        kubectl("delete", "namespace", "models", "--wait=false");
    }

    private static String ofAnyAge(String printed) {
        return printed.replaceAll(" +", " ").replaceAll(" \\d+s\n", " AGE\n");
    }

    @Test
    void whatIsAppliedAgainIsTheSameModelDeployment() throws IOException {
        start(NO_GATEWAY);
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");
        String uid = deployment("signs").getMetadata().getUid();
        String id = field("signs", "{.status.id}");

        kubectl("-n", namespace, "delete", "md", "signs");
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");

        assertThat(field("signs", "{.status.id}")).isEqualTo(id);
        assertThat(deployment("signs").getMetadata().getAnnotations()).containsEntry("deployment", id);
        assertThat(deployment("signs").getMetadata().getUid()).isNotEqualTo(uid);
    }

    @Test
    void whatIsDeletedGoesWhileTheGatewayIsAwayAlsoAfterARestart() throws IOException {
        try (Installation installation = new Installation(folder, plane.admin())) {
            String token = installation.gateway().createDeployer("demo").getToken();
            DeployerApplication deployer = installation.start(token, RESOURCES);
            var ofGateway = installation.gateway().create("demo", Installation.model(namespace, "cats"));
            apply("signs", "image: example/model:1");
            apply("lights", "image: example/model:1");
            kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "md/lights", "--timeout=60s");
            await().untilAsserted(() -> assertThat(
                            installation.known(ofGateway).getReport().getPhase())
                    .isEqualTo(Phase.PHASE_READY));

            installation.stopGateway();
            kubectl("-n", namespace, "delete", "md", "signs", "--timeout=20s");
            deployer.close();
            installation.start(token, RESOURCES);
            kubectl("-n", namespace, "delete", "md", "lights", "--timeout=20s");

            assertThat(deployments())
                    .extracting(each -> each.getMetadata().getAnnotations().get("name"))
                    .containsExactly("cats");
            installation.startGateway();
        }
    }

    @Test
    void whatIsWrongIsRefusedInWordsAndWhatRanRunsOn() throws IOException {
        DeployerApplication first = start(NO_GATEWAY);
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");

        apply("signs", "image: example/model:1", "nothing: of the kind", "resources: {limits: {memory: lots}}");

        String refusal = "Refused: spec.resources.limits.memory: 'lots' is no quantity such as 500m, 2 or 8Gi";
        await().untilAsserted(() -> assertThat(message("signs")).isEqualTo(refusal));
        assertThat(field("signs", "{.spec.nothing}")).isEmpty();
        assertThat(field("signs", "{.status.phase}")).isEqualTo("Degraded");
        assertThat(field("signs", "{.status.conditions[?(@.type==\"Degraded\")].reason}"))
                .isEqualTo("Refused");
        first.close();
        start(NO_GATEWAY);
        // Whoever answers this knows what ran when it started.
        apply("lights", "image: example/model:1", "ingress: {host: evil.org}");
        await().untilAsserted(() -> assertThat(message("lights"))
                .startsWith("Refused: ingress.host is evil.org, but deployer.allowed.hosts allows only *.example.com"));
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment("signs").getMetadata().getName())
                .scale(3);

        await().untilAsserted(() ->
                assertThat(deployment("signs").getSpec().getReplicas()).isEqualTo(1));
        assertThat(message("signs")).isEqualTo(refusal);
        assertThat(deployments()).hasSize(1);
    }

    /** The API server takes it, since each field alone is right. */
    @Test
    void whatTheGatewayWouldRefuseIsRefusedInItsWordsAndWhatRanRunsOnAndIsHealed() throws IOException {
        String refusal = "Refused: drain must be 0 where there is a model-proxy, which drains by itself";
        DeployerApplication first = start(NO_GATEWAY);
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");
        String uid = deployment("signs").getMetadata().getUid();

        apply("signs", "image: example/model:2", "drain: {seconds: 10}", "proxy: {classes: [cat, dog]}");
        apply("lights", "image: example/model:1", "drain: {seconds: 10}", "proxy: {classes: [cat, dog]}");

        await().untilAsserted(() -> assertThat(message("lights")).isEqualTo(refusal));
        await().untilAsserted(() -> assertThat(message("signs")).isEqualTo(refusal));
        assertThat(field("signs", "{.status.conditions[?(@.type==\"Degraded\")].reason}"))
                .isEqualTo("Refused");
        first.close();
        start(NO_GATEWAY);
        // Whoever answers this knows what ran when it started.
        apply("lamps", "image: example/model:1", "drain: {seconds: 10}", "proxy: {classes: [cat, dog]}");
        await().untilAsserted(() -> assertThat(message("lamps")).isEqualTo(refusal));
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment("signs").getMetadata().getName())
                .scale(3);
        await().untilAsserted(() ->
                assertThat(deployment("signs").getSpec().getReplicas()).isEqualTo(1));
        assertThat(deployments()).singleElement().satisfies(there -> {
            assertThat(there.getMetadata().getUid()).isEqualTo(uid);
            assertThat(image("signs")).isEqualTo("example/model:1");
        });
        assertThat(message("signs")).isEqualTo(refusal);

        apply("signs", "image: example/model:2");
        await().untilAsserted(() -> assertThat(image("signs")).isEqualTo("example/model:2"));
        kubectl("-n", namespace, "delete", "md", "signs", "lights", "lamps", "--timeout=20s");
        assertNothingIsLeft();
    }

    @Test
    void whatTheClusterIsTooOldForIsRefusedInTheWordsOfTheGatewayAndWhatRanRunsOn() throws IOException {
        start(NO_GATEWAY);
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");

        apply("signs", "image: example/model:2", "drain: {seconds: 10}");

        await().untilAsserted(() -> assertThat(message("signs"))
                .isEqualTo("Refused: drain needs Kubernetes 1.30, and this cluster has "
                        + client.getKubernetesVersion().getGitVersion()
                        + ": let the image sleep, if it has the command sleep, or ask without"));
        assertThat(field("signs", "{.status.conditions[?(@.type==\"Degraded\")].reason}"))
                .isEqualTo("Refused");
        assertThat(image("signs")).isEqualTo("example/model:1");

        apply("signs", "image: example/model:2", "drain: {seconds: 10, imageSleep: true}");
        await().untilAsserted(() -> assertThat(image("signs")).isEqualTo("example/model:2"));
    }

    @Test
    void oneObjectNameThatTwoWantIsAConflictInWords() throws IOException {
        String id = ResourceInCluster.id(namespace, "signs");
        String name = "ds-signs-" + id.substring(0, id.indexOf('-'));
        client.services()
                .inNamespace(namespace)
                .resource(serviceOf(name, "another"))
                .create();
        start(NO_GATEWAY);

        apply("signs", "image: example/model:1");

        await().untilAsserted(() -> assertThat(message("signs")).contains("Service " + namespace + "/" + name));
        assertThat(field("signs", "{.status.conditions[?(@.type==\"Degraded\")].status}"))
                .isEqualTo("True");
        kubectl("-n", namespace, "delete", "md", "signs", "--timeout=20s");
        client.services().inNamespace(namespace).withName(name).delete();
    }

    @Test
    void oneIdThatTwoWantIsAConflictInWordsAndGoesToWhoIsLeft() throws IOException {
        String id = ResourceInCluster.id(namespace, "signs");
        try (GoGateway gateway = new GoGateway(TOKEN, Announcement.UNIMPLEMENTED).start()) {
            gateway.put(ofGoGateway(id));
            start(Map.of(
                    "deployer.token",
                    TOKEN,
                    "deployer.gateway.address",
                    gateway.address(),
                    "deployer.gateway.tls",
                    "false"));
            await().until(() -> !deployments().isEmpty());

            apply("signs", "image: example/model:2");

            await().untilAsserted(() -> assertThat(message("signs"))
                    .isEqualTo("Conflict: the Gateway or another source wants a model deployment with the id " + id
                            + " too, and came first: nothing is made of this one until that one is removed"));
            assertThat(field("signs", "{.status.conditions[?(@.type==\"Degraded\")].reason}"))
                    .isEqualTo("Conflict");
            assertThat(image("signs")).isEqualTo("example/model:1");
            gateway.remove(id);
            await().untilAsserted(() -> assertThat(image("signs")).isEqualTo("example/model:2"));

            gateway.put(ofGoGateway(id));
            await().untilAsserted(() -> assertThat(gateway.reports())
                    .filteredOn(report -> report.getId().equals(id))
                    .last()
                    .satisfies(report -> assertThat(report.getStatus())
                            .contains(
                                    "Conflict: a resource in the cluster wants a model deployment with the id " + id)));
            kubectl("-n", namespace, "delete", "md", "signs", "--timeout=20s");
        }
    }

    @Test
    void aDryRunOfWhatAResourceWantsOrOfANameThatIsTakenIsAConflictInWordsAndChangesNothing() throws IOException {
        String id = ResourceInCluster.id(namespace, "signs");
        try (Installation installation = new Installation(folder, plane.admin())) {
            String token = installation.gateway().createDeployer("demo").getToken();
            var asked = installation.gateway().create("demo", Installation.model(namespace, "cats"));
            var named = installation.gateway().create("demo", Installation.model(namespace, "dogs"));
            installation.stopGateway();
            installation.giveId(asked, id);
            apply("signs", "image: example/model:1");
            String taken = ObjectName.of(named).name();
            client.services()
                    .inNamespace(namespace)
                    .resource(serviceOf(taken, "another"))
                    .create();
            installation.start(token, RESOURCES);
            kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");
            installation.startGateway();

            String conflict = "Conflict: a resource in the cluster wants a model deployment with the id " + id
                    + " too, and came first: nothing is made of this one until that one is removed";
            var ofResource = asked.toBuilder().setId(id).clearRevision();
            ofResource.getDeploymentBuilder().setImage("example/model:2");
            assertThat(dryRun(installation, update(ofResource.build())))
                    .returns(conflict, DryRunAnswer::getRefusal)
                    .returns(0, DryRunAnswer::getChangesCount);
            assertThat(dryRun(
                            installation,
                            DryRunDeploymentRequest.newBuilder()
                                    .setRemoval(DeploymentRef.newBuilder().setDeployment(id))
                                    .build()))
                    .returns(conflict, DryRunAnswer::getRefusal)
                    .returns(0, DryRunAnswer::getChangesCount);
            var ofTaken = named.toBuilder().clearRevision();
            ofTaken.getDeploymentBuilder().setImage("example/model:2");
            assertThat(dryRun(installation, update(ofTaken.build())).getRefusal())
                    .contains("Service " + namespace + "/" + taken);
            assertThat(image("signs")).isEqualTo("example/model:1");
            client.services().inNamespace(namespace).withName(taken).delete();
            kubectl("-n", namespace, "delete", "md", "signs", "--timeout=20s");
        }
    }

    private static DryRunDeploymentRequest update(com.dotscience.api.Deployment wanted) {
        return DryRunDeploymentRequest.newBuilder()
                .setUpdate(UpdateDeploymentRequest.newBuilder().setDeployment(wanted))
                .build();
    }

    /** As soon as the deployer follows what is asked. */
    private static DryRunAnswer dryRun(Installation installation, DryRunDeploymentRequest request) {
        return await().ignoreExceptions().until(() -> installation.gateway().dryRun(request), answer -> true);
    }

    @Test
    void theDefinitionMayComeAfterTheDeployer() throws IOException {
        kubectl("delete", "crd", "modeldeployments.dotscience.com");
        start(Map.of("deployer.gateway.enabled", "false", "deployer.resync.interval", "1s"));

        kubectl("apply", "-f", "kubernetes/crd/modeldeployments.yaml");
        kubectl("wait", "--for=condition=Established", "crd/modeldeployments.dotscience.com");
        apply("signs", "image: example/model:1");

        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");
    }

    @Test
    void uninstallingLeavesNothingThatHangs() throws IOException {
        start(NO_GATEWAY);
        for (int i = 0; i < 8; i++) {
            apply("signs" + i, "image: example/model:1");
        }
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md", "--all", "--timeout=60s");

        kubectl("delete", "-f", "kubernetes/crd/modeldeployments.yaml", "--timeout=60s");

        assertNothingIsLeft();
        kubectl("delete", "namespace", namespace, "--timeout=60s");
    }

    /** What docs/gitops.md has people type then. */
    @Test
    void whereTheDeployerIsGoneFirstTheFinalizersAreTakenOffAndNoNamespaceHangs() throws IOException {
        DeployerApplication deployer = start(NO_GATEWAY);
        apply("signs", "image: example/model:1");
        kubectl("-n", namespace, "wait", "--for=condition=Ready", "md/signs", "--timeout=60s");
        deployer.close();
        kubectl("delete", "-f", "kubernetes/crd/modeldeployments.yaml", "--wait=false");
        kubectl("delete", "namespace", namespace, "--wait=false");

        String takeOff =
                Readme.document("gitops.md").blocks().get("## Removing").get(1).text();
        Command.of("sh", "-c", takeOff)
                .with("KUBECONFIG", plane.kubeconfigFile().toString())
                .output();

        kubectl("delete", "crd", "modeldeployments.dotscience.com", "--ignore-not-found", "--timeout=60s");
        kubectl("delete", "namespace", namespace, "--ignore-not-found", "--timeout=60s");
    }

    private static io.fabric8.kubernetes.api.model.Service serviceOf(String name, String id) {
        return new io.fabric8.kubernetes.api.model.ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("owner", "ds-deployer")
                .addToAnnotations("deployer.dotscience.com/identifier", "gitops")
                .addToAnnotations("deployment", id)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private DeployerApplication start(Map<String, String> more) {
        Map<String, String> values = new java.util.HashMap<>(Map.of(
                "deployer.poll.interval",
                "1s",
                "deployer.health.host",
                "127.0.0.1",
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.kubeconfig",
                plane.kubeconfigFile().toString(),
                "deployer.status.settling",
                "0s"));
        values.putAll(RESOURCES);
        values.putAll(more);
        DeployerApplication deployer = DeployerApplication.of(Map.of(), values);
        deployer.start();
        deployers.add(deployer);
        return deployer;
    }

    private void apply(String name, String... spec) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"), """
                apiVersion: dotscience.com/v1
                kind: ModelDeployment
                metadata:
                  name: %s
                  namespace: %s
                  labels:
                    app.kubernetes.io/instance: models
                spec:
                  %s
                """.formatted(name, namespace, String.join("\n  ", spec)));
        kubectl("apply", "--validate=false", "-f", file.toString());
    }

    private String kubectl(String... words) {
        return Kubectl.run(plane.kubeconfigFile(), words);
    }

    private String field(String name, String path) {
        return kubectl("-n", namespace, "get", "md", name, "-o", "jsonpath=" + path);
    }

    private String message(String name) {
        return field(name, "{.status.conditions[?(@.type==\"Ready\")].message}");
    }

    private com.dotscience.testing.go.Deployment ofGoGateway(String id) throws IOException {
        var asked = Installation.model(namespace, "signs").toBuilder().setId(id).build();
        return com.dotscience.testing.go.Deployment.parseFrom(asked.toByteArray());
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

    private Deployment deployment(String name) {
        return deployments().stream()
                .filter(each -> name.equals(each.getMetadata().getAnnotations().get("name")))
                .findFirst()
                .orElseThrow();
    }

    private List<Deployment> deployments() {
        return client.apps().deployments().inNamespace(namespace).list().getItems();
    }

    private void assertNothingIsLeft() {
        assertThat(deployments()).isEmpty();
        assertThat(client.services().inNamespace(namespace).list().getItems()).isEmpty();
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
    }
}
