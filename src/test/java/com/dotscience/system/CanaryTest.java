package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.RouteParent;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Report;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.deployer.DeployerApplication;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries in a cluster: what is made for them, that the model deployment does not change by it, and how they end. */
abstract class CanaryTest {

    private final TestCluster cluster;
    private final KubernetesClient client;
    private final String namespace;
    private Installation installation;
    private String token;
    private DeployerApplication deployer;
    private Deployment signs;
    private String name;

    CanaryTest(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.namespace = cluster.namespace();
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, cluster.kubeconfig());
        token = installation.gateway().createDeployer("demo").getToken();
        deployer = installation.start(token, Map.of("deployer.allowed.route-parents", "infra/public"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    private void create(String ingressClass, int replicas) {
        Deployment.Builder asked = model(namespace, "signs").toBuilder();
        asked.getIngressBuilder().setClass_(ingressClass);
        create(asked, replicas);
    }

    private void createRouted(int replicas) {
        Deployment.Builder asked = model(namespace, "signs").toBuilder();
        asked.getIngressBuilder()
                .clearClass_()
                .addRouteParents(RouteParent.newBuilder().setNamespace("infra").setName("public"));
        create(asked, replicas);
    }

    private void create(Deployment.Builder asked, int replicas) {
        asked.getDeploymentBuilder().setReplicas(replicas);
        signs = installation.gateway().create("demo", asked.build());
        name = "ds-signs-canary-" + signs.getId().split("-")[0];
        await().until(() -> installation.known(signs).getReport().getPhase() == Phase.PHASE_READY);
    }

    private void canary(int weight) {
        installation
                .gateway()
                .startCanary(StartCanaryRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(signs.getId()))
                        .setImage("example/model:2")
                        .setWeight(weight)
                        .build());
    }

    private void awaitReady(int replicas) {
        await().untilAsserted(() -> {
            CanaryState canary = installation.known(signs).getCanary();
            assertThat(canary.getReport())
                    .returns(Phase.PHASE_READY, Report::getPhase)
                    .returns((long) replicas, Report::getReadyReplicas)
                    .returns("example/model:2", Report::getImage);
            assertThat(canary.getReport().getRevision()).isGreaterThanOrEqualTo(canary.getRevision());
        });
    }

    private List<HasMetadata> objects(Predicate<HasMetadata> which) {
        return Stream.of(
                        client.apps().deployments().inNamespace(namespace).list().getItems().stream(),
                        client.services().inNamespace(namespace).list().getItems().stream(),
                        client.network().v1().ingresses().inNamespace(namespace).list().getItems().stream())
                .flatMap(all -> all.map(HasMetadata.class::cast))
                .filter(which)
                .toList();
    }

    private List<HasMetadata> ofCanary() {
        return objects(object -> object.getMetadata().getName().equals(name));
    }

    /** All that the deployer writes of the model deployment itself. */
    private List<Object> specs() {
        return objects(object -> !object.getMetadata().getName().equals(name)).stream()
                .<Object>map(object -> object instanceof io.fabric8.kubernetes.api.model.apps.Deployment made
                        ? made.getSpec()
                        : List.of(object.getKind(), object.getMetadata().getResourceVersion()))
                .toList();
    }

    private io.fabric8.kubernetes.api.model.apps.Deployment deployment() {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    private String weight() {
        return client.network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getMetadata()
                .getAnnotations()
                .get("nginx.ingress.kubernetes.io/canary-weight");
    }

    @Test
    void behindNginxItIsThreeObjectsOfItsOwnAndAllElseStaysAsItIs() {
        create("nginx", 3);
        List<Object> before = specs();

        canary(10);
        awaitReady(1);
        assertThat(ofCanary()).extracting(HasMetadata::getKind).containsExactly("Deployment", "Service", "Ingress");
        assertThat(weight()).isEqualTo("10");
        assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("deployment", signs.getId() + "-canary");
        String uid = deployment().getMetadata().getUid();

        canary(60);
        awaitReady(2);
        await().untilAsserted(() -> assertThat(weight()).isEqualTo("60"));
        assertThat(deployment().getMetadata().getUid()).isEqualTo(uid);
        assertThat(specs()).isEqualTo(before);
        assertThat(installation.known(signs).getReport().getPhase()).isEqualTo(Phase.PHASE_READY);
        assertThat(installation.known(signs).getReport().getMessage()).doesNotContain("canary");

        installation.gateway().promoteCanary(signs.getId());
        await().untilAsserted(() -> {
            assertThat(ofCanary()).isEmpty();
            assertThat(installation.known(signs).getReport())
                    .returns(Phase.PHASE_READY, Report::getPhase)
                    .returns("example/model:2", Report::getImage);
        });
    }

    @Test
    void elsewhereItsReplicasAreBehindTheSameService() {
        create("traefik", 2);
        List<Object> before = specs();

        canary(60);
        awaitReady(3);

        assertThat(ofCanary()).extracting(HasMetadata::getKind).containsExactly("Deployment");
        assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("deployment", signs.getId())
                .containsEntry("deployer.dotscience.com/canary", signs.getId() + "-canary");
        assertThat(deployment().getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", signs.getId() + "-canary"));
        assertThat(specs()).isEqualTo(before);
        assertThat(installation.known(signs).getReport())
                .returns(Phase.PHASE_READY, Report::getPhase)
                .returns(2L, Report::getReadyReplicas)
                .returns("example/model:1", Report::getImage);

        installation.gateway().abortCanary(signs.getId());
        await().untilAsserted(() -> assertThat(ofCanary()).isEmpty());
        assertThat(specs()).isEqualTo(before);
    }

    @Test
    void byAnHttpRouteItsServiceIsWeighedAndAllElseStaysAsItIs() {
        createRouted(3);
        List<Object> before = specs();
        assertThat(backends()).isEqualTo(Map.of(SystemTest.objectName(signs), 1));

        canary(10);
        awaitReady(1);
        assertThat(ofCanary()).extracting(HasMetadata::getKind).containsExactly("Deployment", "Service");
        assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("deployment", signs.getId() + "-canary");
        assertThat(backends()).isEqualTo(Map.of(SystemTest.objectName(signs), 90, name, 10));

        canary(100);
        awaitReady(3);
        assertThat(backends()).isEqualTo(Map.of(SystemTest.objectName(signs), 0, name, 100));
        assertThat(specs()).isEqualTo(before);

        installation.gateway().abortCanary(signs.getId());
        await().untilAsserted(() -> assertThat(ofCanary()).isEmpty());
        assertThat(backends()).isEqualTo(Map.of(SystemTest.objectName(signs), 1));
        assertThat(specs()).isEqualTo(before);

        canary(50);
        awaitReady(2);
        installation.gateway().promoteCanary(signs.getId());
        await().untilAsserted(() -> {
            assertThat(ofCanary()).isEmpty();
            assertThat(installation.known(signs).getReport())
                    .returns(Phase.PHASE_READY, Report::getPhase)
                    .returns("example/model:2", Report::getImage);
        });
        assertThat(backends()).isEqualTo(Map.of(SystemTest.objectName(signs), 1));
    }

    private Map<String, Integer> backends() {
        return client
                .resources(HTTPRoute.class)
                .inNamespace(namespace)
                .withName(SystemTest.objectName(signs))
                .get()
                .getSpec()
                .getRules()
                .stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .collect(Collectors.toMap(HTTPBackendRef::getName, HTTPBackendRef::getWeight));
    }

    /** No model deployment is removed, so R2 holds nothing, not even where the cluster's owner releases each removal. */
    @Test
    void oneThatEndedWhileTheDeployerWasAwayGoesWhenItIsBack() {
        create("nginx", 1);
        canary(10);
        awaitReady(1);
        List<Object> before = specs();
        deployer.close();

        installation.gateway().abortCanary(signs.getId());
        deployer = installation.start(token, Map.of("deployer.prune.confirmed", "hold"));

        await().untilAsserted(() -> assertThat(ofCanary()).isEmpty());
        assertThat(deployer.heldDeletions()).isEmpty();
        assertThat(specs()).isEqualTo(before);
    }

    @Test
    void itGoesWithItsModelDeployment() {
        create("nginx", 1);
        canary(10);
        awaitReady(1);

        installation.gateway().delete(signs);

        await().untilAsserted(() -> assertThat(objects(object -> "ds-deployer"
                        .equals(
                                object.getMetadata().getLabels() == null
                                        ? null
                                        : object.getMetadata().getLabels().get("owner"))))
                .isEmpty());
    }
}
