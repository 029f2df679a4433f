package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.camel.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EnableKubernetesMockClient(crud = true, https = false)
@Embedded
class ClusterComponentTest {

    private static final String SYNCED = "synced";
    private static final ModelObjects CATS = ModelObjects.of("11111111-cats", "models");
    private static final ModelObjects DOGS = ModelObjects.of("22222222-dogs", "models");

    KubernetesMockServer server;
    KubernetesClient client;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** R1 */
    @Test
    void firstOfAllItSaysThatEverythingIsKnown() throws Exception {
        create(CATS.deployment());
        ObservedState observed = start(List.of());

        awaitEvents(SYNCED);
        assertThat(observed.synced()).isTrue();
        assertThat(observed.of(CATS.id(), null, null).objects()).hasSize(1);
    }

    @Test
    void aChangeOfAnyKindIsAnEventOfItsId() throws Exception {
        start(List.of());
        awaitEvents(SYNCED);

        for (HasMetadata object : CATS.manifest().objects()) {
            events.clear();
            create(object);
            awaitEvents(CATS.id());
        }
    }

    @Test
    void anAnnotationThatMovesIsAnEventOfBothIds() throws Exception {
        create(CATS.service());
        start(List.of());
        awaitEvents(SYNCED);
        events.clear();

        client.resource(CATS.service()).edit(service -> {
            service.getMetadata().getAnnotations().put("deployment", DOGS.id());
            return service;
        });

        awaitEvents(CATS.id(), DOGS.id());
    }

    @Test
    void aRouteThatWasNeverStartedIsStoppedWithoutATrouble() throws Exception {
        camel.addComponent("cluster", new ClusterComponent(client, List.of()));
        camel.start();
        Consumer consumer = camel.getEndpoint("cluster:events").createConsumer(exchange -> {});
        consumer.init();

        assertThatCode(consumer::stop).doesNotThrowAnyException();
    }

    /** R6: replicas are not ours to set while an autoscaler names the Deployment. */
    @Test
    void anAutoscalerThatComesOrGoesIsAnEventOfTheIdItScales() throws Exception {
        create(CATS.deployment());
        ObservedState observed = start(List.of());
        awaitEvents(SYNCED);
        assertThat(autoscaled(observed)).isFalse();
        events.clear();

        create(CATS.autoscaler());
        awaitEvents(CATS.id());
        assertThat(autoscaled(observed)).isTrue();

        events.clear();
        client.resource(CATS.autoscaler()).delete();
        awaitEvents(CATS.id());
        assertThat(autoscaled(observed)).isFalse();
    }

    /** This API server, whose discovery knows no such kind, goes on being asked, and the rest is not held up. */
    @Test
    void aKindThatTheClusterDoesNotServeIsMissedInWordsUntilItIsServed() throws Exception {
        ObservedState observed = start(List.of());
        awaitEvents(SYNCED);
        events.clear();

        observed.ask(List.of("PodDisruptionBudget"));

        awaitEvents(SYNCED);
        assertThat(observed.access("models"))
                .isEqualTo(Map.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        new KindAccess.Missing(
                                "This cluster serves no PodDisruptionBudgets (policy/v1 or policy/v1beta1)")));

        server.expect().get().withPath("/apis/policy/v1").andReturn(200, """
                        {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "policy/v1", "resources": [
                          {"name": "poddisruptionbudgets", "kind": "PodDisruptionBudget", "namespaced": true}]}
                        """).always();
        await().untilAsserted(() -> {
            observed.ask(List.of("PodDisruptionBudget"));
            observed.retryRefused();
            assertThat(observed.access("models"))
                    .isEqualTo(Map.of(Kind.POD_DISRUPTION_BUDGET, new KindAccess.Known("policy/v1")));
        });
    }

    @Test
    void aPodThatChangesIsAnEventOfItsOwn() throws Exception {
        create(CATS.deployment());
        ObservedState observed = start(List.of());
        awaitEvents(SYNCED);
        events.clear();

        create(CATS.pod("5d9c", "one"));

        awaitEvents("pods-changed " + CATS.id());
        assertThat(events).hasSize(1);
        assertThat(observed.pods().of(CATS.deployment())).hasSize(1);
    }

    /** What is removed is gone when its pods are, which outlive their Deployment. */
    @Test
    void aPodThatEndsAfterItsDeploymentIsAnEventAsWell() throws Exception {
        start(List.of());
        awaitEvents(SYNCED);
        events.clear();

        create(DOGS.pod("5d9c", "of-no-deployment"));
        client.resource(DOGS.pod("5d9c", "of-no-deployment")).delete();

        awaitEvents("pods-changed " + DOGS.id());
        assertThat(events).hasSize(1);
    }

    @Test
    void whileTheRouteIsBusyEventsOfOneIdBecomeOne() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Semaphore free = new Semaphore(0);
        ObservedState observed = start(List.of(), () -> {
            entered.countDown();
            free.acquireUninterruptibly();
        });
        entered.await();

        create(CATS.deployment());
        for (int replicas = 2; replicas <= 20; replicas++) {
            client.apps()
                    .deployments()
                    .inNamespace("models")
                    .withName(CATS.name())
                    .scale(replicas);
        }
        create(DOGS.deployment());
        // The informers are not held up by the route that is.
        await().until(() -> observed.of(DOGS.id(), null, null).objects().size() == 1);
        await().until(() -> observed.get(ObjectKey.of(CATS.deployment()))
                .map(Deployment.class::cast)
                .filter(deployment -> deployment.getSpec().getReplicas() == 20)
                .isPresent());

        free.release(100);
        awaitEvents(SYNCED, CATS.id(), DOGS.id());
        assertThat(events).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void onlyTheGivenNamespacesAreObserved() throws Exception {
        ModelObjects elsewhere = ModelObjects.of("33333333-elsewhere", "elsewhere");
        create(CATS.deployment());
        create(elsewhere.deployment());
        ObservedState observed = start(List.of("models", "more"));
        awaitEvents(SYNCED);

        assertThat(observed.ids(ModelObjects.IDENTITY)).containsExactly(CATS.id());
        create(ModelObjects.of("44444444-more", "more").service());
        awaitEvents(SYNCED, "44444444-more");
    }

    @Test
    void aRouteThatIsReplacedHearsThatEverythingIsKnownAgain() throws Exception {
        start(List.of());
        awaitEvents(SYNCED);
        camel.getRouteController().stopRoute("events");
        events.clear();
        create(CATS.deployment());
        camel.getRouteController().startRoute("events");

        awaitEvents(SYNCED);
    }

    @Test
    @Timeout(30)
    void aBlockedRouteDoesNotHoldUpTheStop() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        start(List.of(), () -> {
            entered.countDown();
            new CountDownLatch(1).await();
        });
        entered.await();
        camel.getShutdownStrategy().setTimeout(1);
        long start = System.nanoTime();
        camel.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void onlyEventsCanBeConsumed() {
        camel.addComponent("cluster", new ClusterComponent(client, List.of()));

        assertThatThrownBy(() -> camel.getEndpoint("cluster:event")).rootCause().hasMessageContaining("cluster:events");
    }

    @Test
    void aMomentToSettleThatIsNoDurationIsRefused() {
        camel.getRegistry().bind("cluster", new ClusterComponent(client, List.of()));

        assertThatThrownBy(() -> camel.getEndpoint("cluster:events?settle=soon"))
                .hasRootCauseMessage("settle must be a duration such as 250ms or 2s, but is 'soon'");
    }

    private interface Work {
        void run() throws Exception;
    }

    private ObservedState start(List<String> namespaces) throws Exception {
        return start(namespaces, () -> {});
    }

    private ObservedState start(List<String> namespaces, Work work) throws Exception {
        ClusterComponent cluster = new ClusterComponent(client, namespaces);
        camel.getRegistry().bind("cluster", cluster);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cluster:events").routeId("events").process(exchange -> {
                    String kind = exchange.getMessage().getHeader(ClusterComponent.EVENT, String.class);
                    String id = exchange.getMessage().getBody(String.class);
                    events.add(
                            switch (kind) {
                                case ClusterComponent.CHANGED -> id;
                                case ClusterComponent.SYNCED -> kind;
                                default -> kind + " " + id;
                            });
                    work.run();
                });
            }
        });
        camel.start();
        return cluster.observed();
    }

    private void awaitEvents(String... expected) {
        await().untilAsserted(() -> assertThat(List.copyOf(events)).contains(expected));
    }

    private boolean autoscaled(ObservedState observed) {
        return observed.of(CATS.id(), CATS.namespace(), CATS.name()).autoscaled();
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }
}
