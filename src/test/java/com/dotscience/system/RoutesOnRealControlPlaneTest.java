package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static com.dotscience.system.SystemTest.objectName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.RouteParent;
import com.dotscience.api.management.Report;
import com.dotscience.testing.GatewayApi;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPRoutes in a cluster that serves them by a structural definition, and a Gateway's controller that answers by hand. */
@NeedsControlPlane
class RoutesOnRealControlPlaneTest {

    /** What failed is tried again after a while. */
    private static final Duration ONE_LOOK = Duration.ofMinutes(1);

    private static final String DROPPED = "Refused: ingress.route_parents is ";

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private TestCluster cluster;
    private Installation installation;

    RoutesOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("routes");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        GatewayApi.install(client);
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        startDeployer("demo");
    }

    private void startDeployer(String name) {
        installation.startDeployer(
                name, Map.of("deployer.allowed.route-parents", "infra/public", "deployer.resync.interval", "1s"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void aGatewaysAnswersAreReportedAndTheIngressGoesWhenOneHasAcceptedTheRoute() {
        Deployment made = installation.gateway().create("demo", model(namespace, "signs"));
        awaitReport(made, Phase.PHASE_READY, "");
        Deployment routed = installation.gateway().update(routed(made, "public"));

        awaitReport(
                made,
                Phase.PHASE_READY,
                "Nobody has answered its HTTPRoute for Gateway infra/public: its Ingress stays until the Gateway exists and its"
                        + " controller accepts it");
        assertThat(route(made).getSpec().getHostnames())
                .containsExactly(routed.getIngress().getHost());

        answer(made, "False", "NotAllowedByListeners", "not from this namespace");
        awaitReport(
                made,
                Phase.PHASE_DEGRADED,
                "Gateway infra/public does not serve its HTTPRoute: NotAllowedByListeners: not from this namespace");
        assertThat(ingress(made)).isNotNull();

        answer(made, "True", "Accepted", "it is served");
        awaitReport(made, Phase.PHASE_READY, "");
        await().until(() -> ingress(made) == null);

        silence(made);

        client.resource(route(made)).delete();
        awaitReport(
                made,
                Phase.PHASE_READY,
                "Nobody has answered its HTTPRoute for Gateway infra/public: requests from outside"
                        + " do not reach it until the Gateway exists and its controller accepts it");

        installation.gateway().delete(routed);
        await().until(() -> route(made) == null);
    }

    /** An older Gateway API serves another version of the same fields. */
    @Test
    void whereOnlyTheBetaIsServedItIsMadeAnsweredHealedAndRemovedInThat() {
        GatewayApi.install(client, "v1beta1");
        try {
            startDeployer("beta");
            Deployment made = installation.gateway().create("beta", routed(model(namespace, "signs"), "public"));
            awaitReport(
                    made,
                    Phase.PHASE_READY,
                    "Nobody has answered its HTTPRoute for Gateway infra/public: requests from outside do not reach it until"
                            + " the Gateway exists and its controller accepts it");
            var route = client.resources(io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class)
                    .inNamespace(namespace)
                    .withName(objectName(made));
            assertThat(route.get().getSpec().getHostnames())
                    .containsExactly(made.getIngress().getHost());

            route.editStatus(there -> there.edit()
                    .withStatus(answer("False", "NoMatchingParent", "no such listener", there))
                    .build());
            awaitReport(
                    made,
                    Phase.PHASE_DEGRADED,
                    "Gateway infra/public does not serve its HTTPRoute: NoMatchingParent: no such listener");

            route.edit(there -> there.edit()
                    .editSpec()
                    .withHostnames("by-hand.example.com")
                    .endSpec()
                    .build());
            await().untilAsserted(() -> assertThat(route.get().getSpec().getHostnames())
                    .containsExactly(made.getIngress().getHost()));

            installation.gateway().delete(made);
            await().until(() -> route.get() == null);
        } finally {
            GatewayApi.install(client);
        }
    }

    /** As by an upgrade of the Gateway API in a cluster. What is there is neither made again nor deleted by that. */
    @Test
    void whenItsVersionIsServedNoMoreItIsReadAndWrittenInTheOneThatIs() {
        GatewayApi.install(client, "v1beta1");
        try {
            Deployment made = installation.gateway().create("demo", routed(model(namespace, "signs"), "public"));
            await().until(() -> betaRoute(made) != null);
            String uid = betaRoute(made).getMetadata().getUid();

            GatewayApi.install(client);

            Deployment.Builder moved = installation.known(made).getDeployment().toBuilder();
            moved.getIngressBuilder().setHost("moved.example.com");
            installation.gateway().update(moved.build());
            await().atMost(ONE_LOOK)
                    .untilAsserted(() ->
                            assertThat(route(made).getSpec().getHostnames()).containsExactly("moved.example.com"));
            assertThat(route(made).getMetadata().getUid()).isEqualTo(uid);

            answer(made, "False", "NoMatchingParent", "no such listener");
            awaitReport(
                    made,
                    Phase.PHASE_DEGRADED,
                    "Gateway infra/public does not serve its HTTPRoute: NoMatchingParent: no such listener");
            HTTPRoute byHand = route(made);
            byHand.getSpec().setHostnames(List.of("by-hand.example.com"));
            client.resource(byHand).update();
            await().untilAsserted(() ->
                    assertThat(route(made).getSpec().getHostnames()).containsExactly("moved.example.com"));

            installation.gateway().delete(made);
            await().until(() -> route(made) == null);
        } finally {
            GatewayApi.install(client);
        }
    }

    @Test
    void whenNoVersionIsServedAnyMoreTheStatusSaysSoUntilOneIs() {
        Deployment made = installation.gateway().create("demo", routed(model(namespace, "signs"), "public"));
        await().until(() -> route(made) != null);

        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("httproutes.gateway.networking.k8s.io")
                .delete();
        await().atMost(ONE_LOOK)
                .untilAsserted(() -> assertThat(report(made).getMessage())
                        .startsWith("This cluster serves no HTTPRoutes (gateway.networking.k8s.io/v1 or"
                                + " gateway.networking.k8s.io/v1beta1)"));

        GatewayApi.install(client);
        await().until(() -> route(made) != null);
        installation.gateway().delete(made);
        await().until(() -> route(made) == null);
    }

    @Test
    void aGatewayThatIsNotAllowedIsRefusedInWords() {
        Deployment made = installation.gateway().create("demo", routed(model(namespace, "signs"), "private"));

        await().untilAsserted(() -> assertThat(report(made).getMessage())
                .startsWith(DROPPED + "infra/private, but deployer.allowed.route-parents allows only infra/public"));
        assertThat(route(made)).isNull();
    }

    /** R6: what the API server fills in is no difference, and it drops nothing that is written. */
    private void silence(Deployment made) {
        String version = route(made).getMetadata().getResourceVersion();
        Deployment scaled = installation
                .gateway()
                .update(SystemTest.withReplicas(installation.known(made).getDeployment(), 2));
        awaitReport(scaled, Phase.PHASE_READY, "");
        assertThat(route(made).getMetadata().getResourceVersion()).isEqualTo(version);
    }

    private static Deployment routed(Deployment model, String gateway) {
        Deployment.Builder routed = model.toBuilder();
        routed.getIngressBuilder()
                .clearClass_()
                .addRouteParents(RouteParent.newBuilder().setNamespace("infra").setName(gateway));
        return routed.build();
    }

    private void awaitReport(Deployment made, Phase phase, String message) {
        await().untilAsserted(() ->
                assertThat(report(made)).returns(phase, Report::getPhase).returns(message, Report::getMessage));
    }

    private Report report(Deployment made) {
        return installation.known(made).getReport();
    }

    private void answer(Deployment made, String accepted, String reason, String message) {
        HTTPRoute route = route(made);
        client.resource(route.edit()
                        .withStatus(answer(accepted, reason, message, route))
                        .build())
                .updateStatus();
    }

    private static HTTPRouteStatus answer(String accepted, String reason, String message, HasMetadata to) {
        return new HTTPRouteStatusBuilder()
                .addNewParent()
                .withControllerName("example.com/gateways")
                .withNewParentRef()
                .withGroup("gateway.networking.k8s.io")
                .withKind("Gateway")
                .withNamespace("infra")
                .withName("public")
                .endParentRef()
                .withConditions(new ConditionBuilder()
                        .withType("Accepted")
                        .withStatus(accepted)
                        .withReason(reason)
                        .withMessage(message)
                        .withLastTransitionTime("2026-11-27T06:00:00Z")
                        .withObservedGeneration(to.getMetadata().getGeneration())
                        .build())
                .endParent()
                .build();
    }

    private io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute betaRoute(Deployment made) {
        return client.resources(io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class)
                .inNamespace(namespace)
                .withName(objectName(made))
                .get();
    }

    private HTTPRoute route(Deployment made) {
        return client.resources(HTTPRoute.class)
                .inNamespace(namespace)
                .withName(objectName(made))
                .get();
    }

    private Ingress ingress(Deployment made) {
        return client.resources(Ingress.class)
                .inNamespace(namespace)
                .withName(objectName(made))
                .get();
    }
}
