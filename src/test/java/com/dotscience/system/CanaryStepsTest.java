package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.SimulatedRollouts;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a canary, from what its model-proxies have counted to what runs. The test is the model-proxy of every pod. */
@Embedded
class CanaryStepsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100), pod -> {
        PodStatus status = PodFate.ready().statusOf(pod);
        status.setPodIP("127.0.0.1");
        return status;
    });
    private HttpServer proxies;
    private volatile int status = 200;
    private volatile Map<Integer, Integer> answers = Map.of();
    private Installation installation;
    private String token;
    private DeployerApplication deployer;
    private Deployment signs;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        proxies = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxies.createContext("/api/metrics", exchange -> {
            byte[] page = page().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        proxies.start();
        installation = new Installation(folder, cluster.kubeconfig());
        token = installation.gateway().createDeployer("demo").getToken();
        startDeployer();
        Deployment.Builder asked = model("models", "signs").toBuilder();
        asked.getIngressBuilder().setClass_("nginx");
        asked.getMetricsBuilder()
                .setImage("example/proxy:1")
                .setClasses("[\"stop\"]")
                .setModelProxyApiPort(proxies.getAddress().getPort());
        signs = installation.gateway().create("demo", asked.build());
        await().until(() -> known().getReport().getPhase() == Phase.PHASE_READY);
    }

    private String page() {
        StringBuilder page = new StringBuilder("model_proxy_requests_in_flight 0.0\n");
        answers.forEach((code, count) -> page.append("model_proxy_requests_total{code=\"")
                .append(code)
                .append("\",method=\"POST\"} ")
                .append(count)
                .append(".0\n"));
        return page.toString();
    }

    private void startDeployer() {
        deployer = installation.start(
                token, Map.of("deployer.canary.interval", "200ms", "deployer.allowed.route-parents", "public"));
    }

    @AfterEach
    void stop() {
        installation.close();
        rollouts.close();
        cluster.close();
        proxies.stop(0);
    }

    private ModelDeployment known() {
        return installation.known(signs);
    }

    private void startCanary() {
        installation
                .gateway()
                .startCanary(StartCanaryRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(signs.getId()))
                        .setImage("example/model:2")
                        .setSteps(CanarySteps.newBuilder()
                                .addAllWeights(List.of(10, 30, 100))
                                .setEverySeconds(1)
                                .setMinRequests(50)
                                .setMaxErrorPercent(5))
                        .build());
        await().until(() -> known().getCanary().getCounting());
    }

    private void awaitWaiting(String words) {
        await().untilAsserted(() -> assertThat(known().getCanary().getWaiting()).isEqualTo(words));
    }

    private void awaitWeight(int weight) {
        await().until(() -> known().getDeployment().getCanary().getWeight() == weight
                && known().getCanary().getCounting());
    }

    private List<String> events() {
        return known().getEventsList().stream().map(Event::getMessage).toList();
    }

    @Test
    void itGoesOnAsItsModelProxyCountsAnswersAndIsPromoted() {
        startCanary();
        awaitWaiting("0 of 50 answers are counted");
        answers = Map.of(200, 58, 500, 2);
        awaitWeight(30);
        answers = Map.of(200, 120, 500, 2);

        await().untilAsserted(() -> {
            assertThat(known().getDeployment().getDeployment().getImage()).isEqualTo("example/model:2");
            assertThat(known().getReport().getPhase()).isEqualTo(Phase.PHASE_READY);
            assertThat(cluster.client()
                            .apps()
                            .deployments()
                            .inNamespace("models")
                            .list()
                            .getItems())
                    .hasSize(1);
        });
    }

    @Test
    void itIsTakenBackWithinAMinuteWhenEveryFifthAnswerIsA500() {
        startCanary();
        answers = Map.of(200, 12, 500, 3);

        await().atMost(MINUTE).until(() -> !known().getDeployment().hasCanary());
        assertThat(events())
                .contains("Took the canary of image example/model:2 back, because 3 of 15 answers were errors of the"
                        + " server, and 5 of 100 may be");
        assertThat(known().getDeployment().getDeployment().getImage()).isEqualTo("example/model:1");
        await().untilAsserted(() -> assertThat(
                        cluster.client().pods().inNamespace("models").list().getItems())
                .singleElement()
                .satisfies(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getImage())
                                .isEqualTo("example/model:1")));
    }

    @Test
    void itIsTakenBackWhenAGatewayRefusesTheRouteThatLeadsToIt() {
        Deployment.Builder routed = known().getDeployment().toBuilder();
        routed.getIngressBuilder().clearClass_().addRouteParentsBuilder().setName("public");
        installation.gateway().update(routed.build());
        await().until(() -> routes().size() == 1);
        startCanary();
        await().until(() -> backends(routes().get(0)) == 2);

        cluster.client()
                .resource(routes().get(0)
                        .edit()
                        .withNewStatus()
                        .addNewParent()
                        .withNewParentRef()
                        .withName("public")
                        .endParentRef()
                        .withConditions(new ConditionBuilder()
                                .withType("Accepted")
                                .withStatus("False")
                                .withReason("UnsupportedValue")
                                .withMessage("weights are not supported")
                                .build())
                        .endParent()
                        .endStatus()
                        .build())
                .updateStatus();

        await().until(() -> !known().getDeployment().hasCanary());
        assertThat(events())
                .contains(
                        "Took the canary of image example/model:2 back, because it is not healthy: Gateway models/public"
                                + " does not serve the HTTPRoute of its model deployment: UnsupportedValue: weights are not"
                                + " supported");
        await().until(() -> backends(routes().get(0)) == 1);
    }

    private List<HTTPRoute> routes() {
        return cluster.client()
                .resources(HTTPRoute.class)
                .inNamespace("models")
                .list()
                .getItems();
    }

    private static int backends(HTTPRoute route) {
        return route.getSpec().getRules().get(0).getBackendRefs().size();
    }

    @Test
    void whileItHangsOrItsNumbersCannotBeReadItWaitsAndSaysSo() {
        startCanary();
        answers = Map.of(499, 80);
        awaitWaiting("0 of 50 answers are counted, and 80 requests got none before their client went");

        status = 500;
        await().untilAsserted(() -> assertThat(known().getCanary().getWaiting())
                .startsWith(
                        "0 of 50 answers are counted, and 80 requests got none before their client went: the metrics of"
                                + " the model-proxy in pod ds-signs-canary-")
                .endsWith(" cannot be read: it answers with 500"));
        assertThat(known().getDeployment().getCanary().getWeight()).isEqualTo(10);
    }

    /** What was answered meanwhile counts when it is back, and the time of the step begins again. */
    @Test
    void whileTheDeployerIsAwayItWaitsAndGoesOnWhenItIsBack() {
        startCanary();
        answers = Map.of(200, 30);
        awaitWaiting("30 of 50 answers are counted");
        deployer.close();
        answers = Map.of(200, 100);

        awaitWaiting("deployer 'demo' is offline");
        assertThat(known().getDeployment().getCanary().getWeight()).isEqualTo(10);
        startDeployer();

        awaitWeight(30);
        awaitWaiting("0 of 50 answers are counted");
    }
}
