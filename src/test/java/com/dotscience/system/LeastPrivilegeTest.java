package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static com.dotscience.system.SystemTest.objectName;
import static com.dotscience.system.SystemTest.withImage;
import static com.dotscience.system.SystemTest.withReplicas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.RouteParent;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.Report;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.GatewayApi;
import com.dotscience.testing.Keda;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.Manifests;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployer as the service account that is installed, through all it ever does: nothing is refused it, and every verb that
 * it is granted it uses. Read from the API server's own log.
 */
@NeedsControlPlane
class LeastPrivilegeTest {

    private static final String NAME = "dotscience-deployer";
    private static final String USER = "system:serviceaccount:" + NAME + ":" + NAME;
    private static final String READY = "Deployment: ready Service: ready Ingress: ready";
    private static final String ROUTED = "Deployment: ready Service: ready Ingress: none";
    private static final String MARK = "deployer.dotscience.com/applied";

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final List<AuditEvent> calls = new ArrayList<>();
    private final AuditTail log;
    private FakeKubelet kubelet;
    private List<HasMetadata> installed = List.of();
    private List<Class<? extends HasMetadata>> optional = List.of();

    /** What a manifest grants, and this test has no use for. */
    private Set<String> untried = Set.of();

    private boolean routed;

    @TempDir
    private Path folder;

    LeastPrivilegeTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.log = plane.auditLog().tail();
    }

    @BeforeEach
    void start() {
        kubelet = FakeKubelet.start(plane);
    }

    @AfterEach
    void uninstall() {
        kubelet.close();
        installed.stream()
                .filter(object -> !(object instanceof Namespace))
                .forEach(object -> client.resource(object).delete());
        await().until(() -> !Grants.allows(plane, USER, null, "list", "", "services"));
    }

    @Test
    void whatTheClusterRoleGrantsIsWhatADeployerNeeds() {
        Manifests manifest = Manifests.read(Path.of("kubernetes/install.yaml"));

        doesAllItEverDoes(manifest, plane.newNamespace("privileged"), Map.of(), () -> {});
    }

    @Test
    void whatTheNamespacedRoleGrantsIsWhatADeployerOfOneNamespaceNeeds() {
        Manifests manifest = Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/namespaced")));
        String namespace = manifest.the(Role.class, "default").getMetadata().getNamespace();

        doesAllItEverDoes(manifest, namespace, Map.of("deployer.namespaces", namespace), () -> {});
    }

    @Test
    void whatTheRoleForResourcesGrantsIsWhatADeployerOfThemNeeds() {
        Manifests manifest = Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/gitops")));
        String namespace = plane.newNamespace("privileged");

        doesAllItEverDoes(
                manifest, namespace, Map.of("deployer.resources.enabled", "true"), () -> makesAndRemoves(namespace));
    }

    private void makesAndRemoves(String namespace) {
        GenericKubernetesResource resource = client.getKubernetesSerialization()
                .unmarshal("""
                        apiVersion: dotscience.com/v1
                        kind: ModelDeployment
                        metadata: {name: signs, namespace: %s}
                        spec: {image: example/model:1}
                        """.formatted(namespace), GenericKubernetesResource.class);
        var models = client.genericKubernetesResources("dotscience.com/v1", "ModelDeployment")
                .inNamespace(namespace);
        models.resource(resource).create();
        await().until(
                        () -> models.withName("signs").get(),
                        made -> made.getAdditionalProperties().containsKey("status"));
        models.withName("signs").delete();
        await().until(() -> models.withName("signs").get() == null);
    }

    @Test
    void whatTheOverlayOfOptionalKindsGrantsIsWhatADeployerOfAllKindsNeeds() {
        Manifests manifest = Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/optional-kinds")));
        optional = List.of(
                io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget.class,
                io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class);

        untried = Set.of("httproutes");
        try (Keda keda = Keda.install(client)) {
            doesAllItEverDoes(manifest, plane.newNamespace("privileged"), Map.of(), () -> {});
        }
    }

    /** An HTTPRoute takes the place of an Ingress, so that one model deployment never has both. */
    @Test
    void soItIsForHttpRoutes() {
        Manifests manifest = Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/optional-kinds")));
        GatewayApi.install(client);
        routed = true;
        untried = Set.of("ingresses", "poddisruptionbudgets", "horizontalpodautoscalers", "scaledobjects");

        doesAllItEverDoes(
                manifest,
                plane.newNamespace("privileged"),
                Map.of("deployer.allowed.route-parents", "public"),
                () -> {});
    }

    @Test
    void withoutTheOverlayTheStatusSaysWhatIsMissingAndAllElseIsMade() {
        String namespace = plane.newNamespace("privileged");
        install(Manifests.read(Path.of("kubernetes/install.yaml")), namespace);
        try (Installation installation = new Installation(folder, plane.serviceAccount(NAME, NAME))) {
            installation.startDeployer("demo", Map.of("deployer.resync.interval", "1s"));
            Deployment made = installation.gateway().create("demo", withBudget(model(namespace, "roadsigns"), "1"));

            await().untilAsserted(() -> assertThat(installation.known(made).getReport())
                    .returns(Phase.PHASE_DEGRADED, Report::getPhase)
                    .extracting(Report::getMessage)
                    .asString()
                    .startsWith("This deployer may not read PodDisruptionBudgets (poddisruptionbudgets.policy is"
                            + " forbidden: User \"" + USER + "\"")
                    .endsWith("): give it the rights that are in kubernetes/overlays/optional-kinds"));
            assertThat(parts(made)).hasSize(3);

            install(Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/optional-kinds"))), namespace);
            optional = List.of(io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget.class);
            await().untilAsserted(() ->
                    assertThat(installation.known(made).getReport().getPhase()).isEqualTo(Phase.PHASE_READY));
            assertThat(parts(made)).hasSize(4);
            installation.gateway().delete(made);
            await().until(() -> parts(made).isEmpty());
        }
    }

    /** HorizontalPodAutoscalers can be read without the overlay, but not made. */
    @Test
    void soItIsForAutoscalers() {
        String namespace = plane.newNamespace("privileged");
        install(Manifests.read(Path.of("kubernetes/install.yaml")), namespace);
        try (Installation installation = new Installation(folder, plane.serviceAccount(NAME, NAME))) {
            installation.startDeployer("demo", Map.of("deployer.resync.interval", "1s"));
            Deployment made = installation.gateway().create("demo", withAutoscaler(model(namespace, "roadsigns")));

            await().untilAsserted(() -> assertThat(
                            installation.known(made).getReport().getMessage())
                    .contains("horizontalpodautoscalers.autoscaling is forbidden: User \"" + USER + "\"")
                    .contains("kubernetes/overlays/optional-kinds"));
            assertThat(parts(made)).hasSize(3);

            install(Manifests.parse(Kubectl.kustomize(Path.of("kubernetes/overlays/optional-kinds"))), namespace);
            optional = List.of(io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class);
            await().until(() -> parts(made).size() == 4);
            installation.gateway().delete(made);
            await().until(() -> parts(made).isEmpty());
        }
    }

    /** @param also more that it does while it has a Gateway */
    private void doesAllItEverDoes(Manifests manifest, String namespace, Map<String, String> more, Runnable also) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("deployer.lease", "required");
        settings.put("deployer.lease.namespace", NAME);
        install(manifest, namespace);
        try (Installation installation = new Installation(folder, plane.serviceAccount(NAME, NAME))) {
            String token = installation.gateway().createDeployer("demo").getToken();
            Deployment blocked = installation.gateway().create("demo", model(namespace, "blocked"));
            Service theirs = client.resource(somebodyElses(blocked)).create();
            DeployerApplication deployer = installation.start(token, settings);
            await().until(() -> installation.known(blocked).getReport().getPhase() == Phase.PHASE_FAILED);
            Deployment made = installation
                    .gateway()
                    .create(
                            "demo",
                            optional.isEmpty()
                                    ? withRoute(model(namespace, "roadsigns"))
                                    : withAutoscaler(withBudget(model(namespace, "roadsigns"), "1")));
            awaitStatus(installation, made);

            Deployment wanted = update(installation, made);
            healsDrift(wanted);
            readsLogs(installation, wanted);
            deployer.close();
            takeOffTheMarks(wanted);
            DeployerApplication next = installation.start(token, settings);
            client.resource(theirs).delete();
            awaitStatus(installation, blocked);
            awaitMarks(wanted);
            also.run();

            installation.gateway().delete(wanted);
            installation.gateway().delete(blocked);
            await().until(() -> parts(wanted).isEmpty() && parts(blocked).isEmpty());
            next.close();
        }
        Grants grants = Grants.of(manifest);
        await().untilAsserted(() -> assertThat(used())
                .containsExactlyInAnyOrderElementsOf(
                        grants.verbs().stream().filter(verb -> isTried(verb)).toList()));
        assertThat(calls)
                .filteredOn(call -> call.code() == HttpURLConnection.HTTP_FORBIDDEN)
                .isEmpty();
    }

    /** All but what is newer than Kubernetes 1.20, as which the tests' control plane may be. */
    private void install(Manifests manifest, String namespace) {
        installed = manifest.objects().stream()
                .filter(object ->
                        !(object instanceof PodDisruptionBudget) || client.supports(PodDisruptionBudget.class))
                .toList();
        installed.forEach(object -> client.resource(object).serverSideApply());
        await().until(() -> Grants.allows(plane, USER, namespace, "list", "", "services"));
    }

    private Deployment update(Installation installation, Deployment wanted) {
        Deployment.Builder changed = withReplicas(withImage(wanted, "example/model:2"), 2).toBuilder();
        changed.getServiceBuilder().getPortsBuilder(0).setPort(8080);
        changed.getIngressBuilder().setHost("elsewhere.example.com");
        if (!optional.isEmpty()) {
            changed.getDeploymentBuilder()
                    .setMinAvailable("50%")
                    .getAutoscalingBuilder()
                    .setMinReplicas(2);
        }
        Deployment updated = installation.gateway().update(changed.build());
        await().untilAsserted(() -> {
            assertThat(get(io.fabric8.kubernetes.api.model.apps.Deployment.class, updated)
                            .getSpec())
                    .returns(2, spec -> spec.getReplicas())
                    .returns(
                            "example/model:2",
                            spec -> spec.getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .get(0)
                                    .getImage());
            assertThat(get(Service.class, updated).getSpec().getPorts().get(0).getPort())
                    .isEqualTo(8080);
            assertThat(host(updated)).contains("elsewhere.example.com");
        });
        awaitStatus(installation, updated);
        return updated;
    }

    /** Somebody takes the label off, by which objects are watched: they are found when they are made again. */
    private void healsDrift(Deployment wanted) {
        edit(Service.class, wanted, made -> made.getSpec().getPorts().get(0).setPort(9999));
        await().until(() ->
                get(Service.class, wanted).getSpec().getPorts().get(0).getPort() == 8080);
        kinds().forEach(kind ->
                edit(kind, wanted, made -> made.getMetadata().getLabels().remove("owner")));
        await().untilAsserted(() -> assertThat(parts(wanted))
                .hasSize(kinds().size())
                .allMatch(made ->
                        "ds-deployer".equals(made.getMetadata().getLabels().get("owner"))));
    }

    /** There is no kubelet to give a log, but there is the API server to let it be asked for. */
    private void readsLogs(Installation installation, Deployment wanted) {
        StreamLogsRequest once = StreamLogsRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(wanted.getId()))
                .build();
        assertThatThrownBy(() -> installation.gateway().logs(once).forEachRemaining(line -> {}))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("pod " + objectName(wanted));
        List<LogLine> seen = new CopyOnWriteArrayList<>();
        StreamLogsRequest later =
                once.toBuilder().setFollow(true).setPod("later").build();
        try (Reader reader = new Reader(installation.gateway(), later, seen)) {
            await().until(() -> seen.stream().anyMatch(line -> line.getError().contains("no pod later")));
            client.resource(podOf(wanted, "later")).create();
            await().until(() -> calls().stream()
                    .anyMatch(call -> call.resource().equals("pods/log") && "later".equals(call.name())));
        }
        client.pods()
                .inNamespace(wanted.getNamespace())
                .withName("later")
                .withGracePeriod(0)
                .delete();
    }

    /** As objects look that the Go program left behind. */
    private void takeOffTheMarks(Deployment wanted) {
        kinds().forEach(kind ->
                edit(kind, wanted, made -> made.getMetadata().getAnnotations().remove(MARK)));
        edit(
                io.fabric8.kubernetes.api.model.apps.Deployment.class,
                wanted,
                made -> made.getMetadata().getLabels().remove("owner"));
    }

    private void awaitMarks(Deployment wanted) {
        await().untilAsserted(() -> assertThat(parts(wanted))
                .hasSize(kinds().size())
                .allMatch(made -> made.getMetadata().getAnnotations().containsKey(MARK)
                        && made.getMetadata().getLabels().containsKey("owner")));
    }

    private static void awaitStatus(Installation installation, Deployment wanted) {
        await().untilAsserted(
                        () -> assertThat(installation.known(wanted).getReport().getStatus())
                                .isEqualTo(wanted.getIngress().getRouteParentsCount() > 0 ? ROUTED : READY));
    }

    private boolean isTried(String verb) {
        return !untried.contains(verb.substring(verb.indexOf(' ') + 1));
    }

    private Set<String> used() {
        return calls().stream()
                .filter(call -> !call.resource().isEmpty())
                .map(call -> call.verb() + " " + call.resource())
                .filter(this::isTried)
                .collect(Collectors.toSet());
    }

    private List<AuditEvent> calls() {
        log.next().stream().filter(call -> call.user().equals(USER)).forEach(calls::add);
        return calls;
    }

    private List<Class<? extends HasMetadata>> kinds() {
        List<Class<? extends HasMetadata>> kinds = new ArrayList<>(List.of(
                io.fabric8.kubernetes.api.model.apps.Deployment.class,
                Service.class,
                routed ? HTTPRoute.class : Ingress.class));
        kinds.addAll(optional);
        return kinds;
    }

    /** Empty while there is nothing that has one. */
    private Optional<String> host(Deployment wanted) {
        return routed
                ? Optional.ofNullable(get(HTTPRoute.class, wanted))
                        .map(route -> route.getSpec().getHostnames().get(0))
                : Optional.ofNullable(get(Ingress.class, wanted))
                        .map(ingress -> ingress.getSpec().getRules().get(0).getHost());
    }

    private Deployment withRoute(Deployment model) {
        Deployment.Builder changed = model.toBuilder();
        if (routed) {
            changed.getIngressBuilder()
                    .clearClass_()
                    .addRouteParents(RouteParent.newBuilder()
                            .setNamespace(model.getNamespace())
                            .setName("public"));
        }
        return changed.build();
    }

    private static Deployment withAutoscaler(Deployment model) {
        Deployment.Builder changed = model.toBuilder();
        changed.getDeploymentBuilder().getResourcesBuilder().putRequests("cpu", "100m");
        changed.getDeploymentBuilder().getAutoscalingBuilder().setMaxReplicas(3).setCpuPercent(80);
        return changed.build();
    }

    private static Deployment withBudget(Deployment model, String minAvailable) {
        Deployment.Builder changed = model.toBuilder();
        changed.getDeploymentBuilder().setMinAvailable(minAvailable);
        return changed.build();
    }

    private List<HasMetadata> parts(Deployment wanted) {
        List<HasMetadata> parts = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : kinds()) {
            HasMetadata made = get(kind, wanted);
            if (made != null) {
                parts.add(made);
            }
        }
        return parts;
    }

    private <T extends HasMetadata> T get(Class<T> kind, Deployment wanted) {
        return client.resources(kind)
                .inNamespace(wanted.getNamespace())
                .withName(objectName(wanted))
                .get();
    }

    private <T extends HasMetadata> void edit(Class<T> kind, Deployment wanted, Consumer<T> change) {
        // A controller may be writing its status at the same time.
        await().ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(
                        () -> client.resources(kind)
                                .inNamespace(wanted.getNamespace())
                                .withName(objectName(wanted))
                                .edit(made -> {
                                    change.accept(made);
                                    return made;
                                }),
                        Objects::nonNull);
    }

    private static Service somebodyElses(Deployment wanted) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(wanted.getNamespace())
                .withName(objectName(wanted))
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.Pod podOf(Deployment wanted, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(wanted.getNamespace())
                .withName(name)
                .addToLabels("deployment", wanted.getId())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage("example/model:2")
                .endContainer()
                .endSpec()
                .build();
    }
}
