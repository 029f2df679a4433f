package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.SimulatedRollouts;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pods say, in a whole deployer that neither polls nor resyncs: only events reach it. */
@Embedded
class PodsOfADeployerTest {

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(50), PodFate.ready());
    private Installation installation;
    private DeployerApplication deployer;

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, cluster.kubeconfig());
        deployer = installation.startDeployer(
                "demo", Map.of("deployer.poll.interval", "1h", "deployer.resync.interval", "1h"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        rollouts.close();
        cluster.close();
    }

    @Test
    void aPodThatCannotStartIsSaidUntilItCan() {
        rollouts.turn(PodFate.waiting("ImagePullBackOff", "Back-off pulling image"));
        Deployment wanted = installation.gateway().create("demo", model("models", "cats"));

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "The image example/model:1 cannot be pulled (ImagePullBackOff: Back-off pulling image): check its name"
                        + " and tag, and that the cluster may read its registry");
        rollouts.turn(PodFate.crashing("OOMKilled", 137, 3));
        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "Container model ran out of memory (OOMKilled) and has restarted 3 times: allow it more memory, or"
                        + " deploy a smaller model");
        rollouts.turn(PodFate.ready());
        awaitReport(wanted, Phase.PHASE_READY, "");
    }

    /** What the kubelet says between two attempts is no news, and says less. */
    @Test
    void whatOnlyWaitsIsOneStateWithItsReasonAndOneLineOfHistory() {
        PodFate pulls = PodFate.waiting("ErrImagePull", "manifest unknown");
        PodFate waits = PodFate.waiting("ImagePullBackOff", "Back-off pulling image");
        rollouts.turn(pulls);
        Deployment wanted = installation.gateway().create("demo", model("models", "cats"));
        String message =
                "The image example/model:1 cannot be pulled (ErrImagePull: manifest unknown): check its name and"
                        + " tag, and that the cluster may read its registry";
        awaitReport(wanted, Phase.PHASE_FAILED, message);

        // Each for long enough to be looked at.
        Iterator<PodFate> next =
                Stream.iterate(waits, fate -> fate == waits ? pulls : waits).iterator();
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            rollouts.turn(next.next());
            return installation.known(wanted).getEvents(0).getCount() >= 4;
        });

        awaitReport(wanted, Phase.PHASE_FAILED, message);
        assertThat(installation.known(wanted).getEventsList())
                .filteredOn(event -> event.getMessage().contains("cannot be pulled"))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event)
                        .returns(message, Event::getMessage)
                        .matches(one -> one.getLastAt() > one.getAt()));
    }

    /** No event comes when the time is over: the deployer looks again by itself. */
    @Test
    void whatNoProbeAsksIsReadyWhenItHasRunForAWhile() {
        installation.startDeployer("slow", Map.of("deployer.status.settling", "3s"));
        Deployment.Builder model = model("models", "dogs").toBuilder();
        model.getDeploymentBuilder().getReadinessBuilder().setType("None");
        Deployment wanted = installation.gateway().create("slow", model.build());

        awaitReport(wanted, Phase.PHASE_READY, "");
        assertThat(installation.known(wanted).getEventsList())
                .extracting(Event::getPhase, Event::getMessage)
                .contains(tuple(
                        Phase.PHASE_PROGRESSING,
                        "All replicas run, and no readiness probe says that they serve: ready when they have run for 3"
                                + " s"));
    }

    /** Whether one deployer was asked for both or two deployers of one cluster. */
    @Test
    void aHostThatAnotherHasTooIsSaidOfBothUntilItIsNot() {
        installation.startDeployer("other", Map.of());
        Deployment cats = installation.gateway().create("demo", model("models", "cats"));
        awaitReport(cats, Phase.PHASE_READY, "");
        Deployment.Builder rival = model("elsewhere", "dogs").toBuilder();
        rival.getIngressBuilder().setHost("cats.example.com");
        Deployment dogs = installation.gateway().create("other", rival.build());

        awaitReport(dogs, Phase.PHASE_READY, sharesWith(cats));
        awaitReport(cats, Phase.PHASE_READY, sharesWith(dogs));

        rival.setId(dogs.getId()).getIngressBuilder().setHost("dogs.example.com");
        installation.gateway().update(rival.build());
        awaitReport(cats, Phase.PHASE_READY, "");
        awaitReport(dogs, Phase.PHASE_READY, "");
    }

    /** As {@link #aHostThatAnotherHasTooIsSaidOfBothUntilItIsNot}, at a Gateway. */
    @Test
    void aHostAndPathThatAnotherHttpRouteHasTooIsSaidOfBothUntilItIsNot() {
        Map<String, String> allowed = Map.of("deployer.allowed.route-parents", "public");
        installation.startDeployer("one", allowed);
        installation.startDeployer("other", allowed);
        Deployment cats =
                installation.gateway().create("one", routed("models", "cats").build());
        awaitReport(cats, Phase.PHASE_READY, unanswered(""));
        Deployment.Builder rival = routed("elsewhere", "dogs");
        Deployment dogs = installation.gateway().create("other", rival.build());

        awaitReport(dogs, Phase.PHASE_READY, unanswered("; " + sharesWith("HTTPRoute", cats)));
        awaitReport(cats, Phase.PHASE_READY, unanswered("; " + sharesWith("HTTPRoute", dogs)));

        rival.setId(dogs.getId()).getIngressBuilder().setPath("/dogs");
        installation.gateway().update(rival.build());
        awaitReport(cats, Phase.PHASE_READY, unanswered(""));
        awaitReport(dogs, Phase.PHASE_READY, unanswered(""));
    }

    private static Deployment.Builder routed(String namespace, String name) {
        Deployment.Builder routed = model(namespace, name).toBuilder();
        routed.getIngressBuilder()
                .clearClass_()
                .setHost("cats.example.com")
                .addRouteParentsBuilder()
                .setNamespace("infra")
                .setName("public");
        return routed;
    }

    /** Nobody answers in a cluster without the controller of a Gateway. */
    private static String unanswered(String more) {
        return "Nobody has answered its HTTPRoute for Gateway infra/public: requests from outside do not reach it until the"
                + " Gateway exists and its controller accepts it" + more;
    }

    private static String sharesWith(Deployment other) {
        return sharesWith("Ingress", other);
    }

    private static String sharesWith(String kind, Deployment other) {
        return kind + " " + other.getNamespace() + "/" + SystemTest.objectName(other)
                + " has the host cats.example.com too, and only one of them answers there: give one of them another host";
    }

    /** R6, R9: news of pods costs a look at the report of their model deployment, and nothing else. */
    @Test
    void aFleetInSyncWhosePodsChangeIsNotPlannedAndReportsOnlyWhatIsNew() throws Exception {
        List<Deployment> fleet = IntStream.range(0, 20)
                .mapToObj(i -> installation.gateway().create("demo", model("models", "cats-" + i)))
                .toList();
        fleet.forEach(each -> awaitReport(each, Phase.PHASE_READY, ""));
        double plans = metric(PLANS);
        double reports = metric(REPORTS);
        Deployment restarted = fleet.get(7);

        for (Pod pod : pods()) {
            pod.getStatus().setMessage("seen by a probe");
            cluster.client().resource(pod).updateStatus();
        }
        Pod one = pods().stream()
                .filter(pod -> pod.getMetadata().getLabels().get("deployment").equals(restarted.getId()))
                .findFirst()
                .orElseThrow();
        one.getStatus().getContainerStatuses().forEach(PodFate.restarted("Error", 1, 4));
        cluster.client().resource(one).updateStatus();

        awaitReport(
                restarted,
                Phase.PHASE_READY,
                "Container model of pod " + one.getMetadata().getName()
                        + " has restarted 4 times, last after it ended with exit code 1: watch it");
        assertThat(metric(REPORTS) - reports).as("reports").isEqualTo(1);
        assertThat(metric(PLANS) - plans).as("plans").isZero();
    }

    private List<Pod> pods() {
        return cluster.client().pods().inNamespace("models").list().getItems();
    }

    private static final Pattern REPORTS = Pattern.compile("(?m)^deployer_reports_total(?:\\{.*})? (\\S+)$");
    private static final Pattern PLANS =
            Pattern.compile("(?m)^camel_exchanges_total\\{.*routeId=\"reconcile\".*} (\\S+)$");

    private double metric(Pattern line) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/metrics");
        String metrics = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return line.matcher(metrics)
                .results()
                .map((MatchResult found) -> found.group(1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + line + " in\n" + metrics));
    }

    private void awaitReport(Deployment wanted, Phase phase, String message) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(phase, Report::getPhase)
                .returns(message, Report::getMessage));
    }
}
