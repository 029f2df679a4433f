package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.ClusterContract;
import com.dotscience.testing.FreezingProxy;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsControlPlane
class ClusterOnRealControlPlaneTest {

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(32);

    /** What a machine that has other things to do takes longer. */
    private static final Duration BUSY = Duration.ofSeconds(30);

    private final RealControlPlane plane;
    private final KubernetesClient admin;
    private final String namespace;
    private final ModelObjects cats;
    private final ModelObjects dogs;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());

    ClusterOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.admin = plane.client();
        this.namespace = plane.newNamespace("cluster");
        this.cats = ModelObjects.of("11111111-" + namespace, namespace);
        this.dogs = ModelObjects.of("22222222-" + namespace, namespace);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    /** The facts say that the mock server cannot prove this: its informers miss what is deleted meanwhile. */
    @Test
    void whatHappenedWhileTheApiServerWasAwayIsObserved() {
        create(cats.deployment());
        create(cats.service());
        Observation observation = start(admin);

        plane.stopApiServer();
        soon().until(() -> observation.connection().trouble().isPresent());
        assertThat(observed(observation, cats)).hasSize(2);
        plane.startApiServer();
        admin.resource(cats.service()).delete();
        admin.resource(cats.deployment()).scale(3);
        create(dogs.deployment());

        soon().untilAsserted(() -> assertThat(observed(observation, cats))
                .singleElement()
                .satisfies(object -> assertThat(((Deployment) object).getSpec().getReplicas())
                        .isEqualTo(3)));
        soon().untilAsserted(() -> assertThat(observed(observation, dogs)).hasSize(1));
        soon().untilAsserted(() -> assertThat(changed).contains(cats.id(), dogs.id()));
        soon().until(() -> observation.connection().trouble().isEmpty());
        assertThat(observation.observed().ids(ModelObjects.IDENTITY)).contains(cats.id(), dogs.id());
    }

    /** As when a firewall has forgotten the connections: nobody closes them, and what connects anew gets through. */
    @Test
    void whatHappensWhileItsWatchesAreDeadWithoutAWordIsObservedWithinTheLongestBackOff(@TempDir Path folder)
            throws IOException {
        create(cats.deployment());
        Kubeconfig direct = plane.admin();
        FreezingProxy path = new FreezingProxy(URI.create(direct.server()).getPort());
        KubernetesClient client = new KubernetesClients("test", Map.of(), Duration.ofSeconds(1))
                .fromKubeconfig(new Kubeconfig("https://127.0.0.1:" + path.port(), direct.authority(), direct.token())
                        .writeTo(folder.resolve("kubeconfig")));
        Observation observation = start(client);
        resources.addAll(List.of(client, path));
        soon().until(() -> observed(observation, cats).size() == 1);

        path.freeze();
        path.openNewPath();
        Instant dead = Instant.now();
        create(dogs.deployment());

        soon().until(() -> observed(observation, dogs).size() == 1);
        assertThat(Duration.between(dead, Instant.now())).isLessThan(LONGEST_BACK_OFF.plus(BUSY));
        assertThat(path.held()).isPositive();
        soon().until(() -> observation.connection().trouble().isEmpty());
    }

    /** R5 */
    @Test
    void whatAWriteReturnedIsObservedAtOnceAndNoLongerThanItIsThere() {
        Observation observation = start(admin);
        for (HasMetadata object : cats.manifest().objects()) {
            HasMetadata created = create(object);
            observation.observed().returned(created);
            assertThat(observed(observation, cats))
                    .extracting(each -> each.getMetadata().getUid())
                    .contains(created.getMetadata().getUid());
        }

        cats.manifest().objects().forEach(object -> admin.resource(object).delete());

        soon().untilAsserted(() -> assertThat(observed(observation, cats)).isEmpty());
    }

    /** R5 */
    @Test
    void aDeletedObjectIsGoneAtOnceAndItsSuccessorIsNot() {
        Observation observation = start(admin);
        HasMetadata first = create(cats.service());
        soon().until(() -> observed(observation, cats).size() == 1);

        admin.resource(first).delete();
        observation.observed().gone(first);
        assertThat(observed(observation, cats)).isEmpty();
        HasMetadata second = create(cats.service());

        soon().untilAsserted(() -> assertThat(observed(observation, cats))
                .singleElement()
                .satisfies(object -> assertThat(object.getMetadata().getUid())
                        .isEqualTo(second.getMetadata().getUid())));
    }

    /** R5: an object that is being deleted is seen to be. */
    @Test
    void anObjectThatIsHeldUpIsObservedAsBeingDeleted() {
        Observation observation = start(admin);
        create(cats.service()
                .edit()
                .editMetadata()
                .addToFinalizers("example.com/hold")
                .endMetadata()
                .build());
        admin.resource(cats.service()).delete();

        soon().untilAsserted(() ->
                assertThat(observed(observation, cats)).singleElement().matches(HasMetadata::isMarkedForDeletion));
        admin.services().inNamespace(namespace).withName(cats.name()).edit(held -> {
            held.getMetadata().setFinalizers(List.of());
            return held;
        });
        soon().untilAsserted(() -> assertThat(observed(observation, cats)).isEmpty());
    }

    /** The Go program's updates dropped the label from Deployments. */
    @Test
    void aDeploymentWithoutTheLabelIsFoundAtTheStartAndTakenOver() {
        HasMetadata found = create(cats.deploymentWithoutOwner());
        Observation observation = start(admin);
        assertThat(observed(observation, cats))
                .singleElement()
                .satisfies(object -> assertThat(object.getMetadata().getUid())
                        .isEqualTo(found.getMetadata().getUid()));
        assertThat(observation.observed().ids(ModelObjects.IDENTITY)).contains(cats.id());

        HasMetadata taken = admin.resource(cats.deploymentWithoutOwner()).edit(deployment -> {
            deployment.getMetadata().getLabels().put(ClusterContract.OWNER_LABEL, ClusterContract.OWNER);
            return deployment;
        });
        observation.observed().returned(taken);
        soon().until(() -> changed.contains(cats.id()));
        admin.resource(taken).delete();

        soon().untilAsserted(() -> assertThat(observed(observation, cats)).isEmpty());
    }

    /** R3: somebody else's object under our name, shown by a read after the conflict. */
    @Test
    void anObjectOfSomebodyElseIsObservedUntilItIsForgotten() {
        Observation observation = start(admin);
        var theirs = create(cats.service()
                .edit()
                .editMetadata()
                .withLabels(null)
                .withAnnotations(null)
                .endMetadata()
                .build());
        ObservedState observed = observation.observed();
        observed.returned(theirs);

        assertThat(observed.of(cats.id(), namespace, cats.name()).objects()).containsExactly(theirs);
        assertThat(observed.of(cats.id(), null, null).objects()).isEmpty();

        observed.forgetOutsiders(cats.id(), namespace, cats.name());
        assertThat(observed.of(cats.id(), namespace, cats.name()).objects()).isEmpty();
    }

    /** R1: the deployer reports what it may not read, and knows nothing until it can read all. */
    @Test
    void withoutTheRightToReadNothingIsKnown() {
        Observation observation = observation(serviceAccount());
        observation.start();

        soon().untilAsserted(() -> assertThat(observation.connection().trouble().orElse(""))
                .contains("horizontalpodautoscalers.autoscaling is forbidden: User \"system:serviceaccount:"
                        + namespace));
        assertThat(observation.observed().synced()).isFalse();

        allow("deployments", "services", "ingresses", "horizontalpodautoscalers");
        soon().until(observation.observed()::synced);
        soon().until(() -> observation.connection().trouble().isEmpty());
        assertThat(observation.observed().ingressClasses()).isEmpty();
        assertThat(observation.observed().pods().of(cats.deployment())).isEmpty();
    }

    @Test
    void thePodsThatTheControllersMadeAreFound() {
        create(cats.deployment());
        Observation observation = start(admin);

        soon().untilAsserted(() -> assertThat(observation.observed().pods().of(cats.deployment()))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getMetadata().getLabels()).containsEntry("deployment", cats.id())));
        assertThat(observation.observed().pods().of(dogs.deployment())).isEmpty();
    }

    @Test
    void ingressClassesAreKnownWhereTheyMayBeRead() {
        create(new IngressClassBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withController("example.com/ingress")
                .endSpec()
                .build());
        Observation observation = start(admin);

        assertThat(observation.observed().ingressClasses().orElseThrow()).contains(namespace);
    }

    @Test
    void ingressClassesThatWereRefusedAreKnownOnceTheyAreAllowedAndAskedForAgain() {
        allow("deployments", "services", "ingresses", "horizontalpodautoscalers");
        Observation observation = start(serviceAccount());
        observation.observed().retryRefused();
        assertThat(observation.observed().ingressClasses()).isEmpty();

        admin.rbac()
                .clusterRoles()
                .withName(namespace)
                .edit(role -> role.edit()
                        .editFirstRule()
                        .addToResources("ingressclasses")
                        .endRule()
                        .build());

        soon().until(() -> {
            observation.observed().retryRefused();
            return observation.observed().ingressClasses().isPresent();
        });
    }

    @Test
    void whatNobodyReadsIsNotKept() {
        create(cats.deployment());
        Observation observation = start(admin);

        assertThat(admin.resource(cats.deployment()).get().getMetadata().getManagedFields())
                .isNotEmpty();
        assertThat(observed(observation, cats))
                .singleElement()
                .satisfies(object ->
                        assertThat(object.getMetadata().getManagedFields()).isNullOrEmpty());
    }

    private Observation start(KubernetesClient client) {
        Observation observation = observation(client);
        observation.start();
        soon().until(observation.observed()::synced);
        return observation;
    }

    private Observation observation(KubernetesClient client) {
        Observation observation = new Observation(client, List.of());
        resources.add(observation);
        observation.add(new ClusterListener() {
            @Override
            public void synced() {}

            @Override
            public void changed(String id) {
                changed.add(id);
            }

            @Override
            public void podsChanged(String id) {}
        });
        return observation;
    }

    private KubernetesClient serviceAccount() {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(plane.serviceAccount(namespace, "deployer").config())
                .build();
        resources.add(client);
        return client;
    }

    private void allow(String... kinds) {
        create(new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .addNewRule()
                .withApiGroups("", "apps", "networking.k8s.io", "autoscaling")
                .withResources(kinds)
                .withVerbs("get", "list", "watch")
                .endRule()
                .build());
        create(new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", namespace)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("deployer")
                .withNamespace(namespace)
                .endSubject()
                .build());
    }

    private static List<HasMetadata> observed(Observation observation, ModelObjects model) {
        return observation.observed().of(model.id(), null, null).objects();
    }

    private HasMetadata create(HasMetadata object) {
        return admin.resource(object).create();
    }

    /** Longer than the longest back-off of an informer. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(90));
    }
}
