package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.SimulatedRollouts;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole deployer makes of {@code docs/answers.md}, with a Gateway, before an API server that has its moods. */
@Embedded
class AnswersThatPassTest {

    private static final Pattern OURS = Pattern.compile("/(deployments|services|ingresses)(/ds-[^/]*)?$");

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(50), PodFate.ready());
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private Installation installation;

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, cluster.kubeconfig());
    }

    @AfterEach
    void uninstall() {
        installation.close();
        rollouts.close();
        cluster.close();
    }

    @Test
    void whatPassesLeavesThePhaseToThePodsAndIsMadeWhenItIsOver() {
        installation.startDeployer("demo", Map.of("deployer.retry.transient", "1s"));
        Map<Supplier<MockResponse>, String> answers = new LinkedHashMap<>();
        for (int code : List.of(401, 408, 429, 500, 503, 504, 599)) {
            answers.put(() -> status(code, "try again"), "try again");
        }
        for (int code : List.of(403, 404, 422, 502)) {
            answers.put(() -> html(code), "the answer is " + code + " and not the API server's own");
        }
        answers.put(
                () -> status(500, "Internal error occurred: failed calling webhook \"w\""), "failed calling webhook");
        answers.put(
                () -> status(403, "deployments.apps \"m\" is forbidden: not yet ready to handle request"), "not yet");
        Deployment served = create("served");
        awaitPhase(served, Phase.PHASE_READY);

        int round = 0;
        for (var answer : answers.entrySet()) {
            round++;
            writesAreAnswered(answer.getKey());
            Deployment made = create("made-" + round);
            served = installation.gateway().update(SystemTest.withImage(served, "example/model:" + (round + 1)));

            String why = ".*; the API server does not take changes at present, since \\S+Z \\(.*"
                    + Pattern.quote(answer.getValue()) + ".*\\): tried again until it does";
            awaitReport(made, Phase.PHASE_PENDING, "Its Deployment is not made yet" + why);
            awaitReport(served, Phase.PHASE_PROGRESSING, "Its Deployment is not as wanted yet" + why);
            nothingIsAnswered();
            awaitPhase(made, Phase.PHASE_READY);
            awaitPhase(served, Phase.PHASE_READY);
        }
        assertThat(installation.known(served).getEventsList())
                .extracting(event -> event.getPhase())
                .doesNotContain(Phase.PHASE_FAILED, Phase.PHASE_DEGRADED);
    }

    @Test
    void whatIsRefusedFailsWhereNothingServesAndElseDegrades() {
        installation.startDeployer("demo", Map.of());
        Map<Supplier<MockResponse>, String> answers = new LinkedHashMap<>();
        answers.put(() -> status(422, "the image is too old"), "the image is too old");
        answers.put(
                () -> status(500, "admission webhook \"w\" denied the request: no"),
                "admission webhook \"w\" denied the request: no");
        answers.put(
                () -> status(403, "deployments.apps \"m\" is forbidden: exceeded quota: q"),
                "exceeded quota: q: the namespace's quota is used up: free some of it, or ask whoever runs the cluster"
                        + " for more");
        Deployment served = create("served");
        awaitPhase(served, Phase.PHASE_READY);

        int round = 0;
        for (var answer : answers.entrySet()) {
            round++;
            writesAreAnswered(answer.getKey());
            Deployment made = create("made-" + round);
            served = installation.gateway().update(SystemTest.withImage(served, "example/model:" + (round + 1)));

            String why = ".* failed: .*" + Pattern.quote(answer.getValue()) + ".*";
            awaitReport(made, Phase.PHASE_FAILED, "CREATE Deployment" + why);
            awaitReport(served, Phase.PHASE_DEGRADED, "UPDATE_IMAGE Deployment" + why);
            nothingIsAnswered();
        }
    }

    /** What a proxy says of an object is not believed: it is there as before, and is deleted once the API server is asked. */
    @Test
    void whatAProxySaysIsNotFoundIsDeletedAllTheSame() {
        installation.startDeployer("demo", Map.of("deployer.retry.transient", "1s"));
        Deployment wanted = create("removed");
        awaitPhase(wanted, Phase.PHASE_READY);
        writesAreAnswered(() -> html(404));

        installation.gateway().delete(wanted);
        await().untilAsserted(() -> assertThat(asked).anyMatch(request -> request.startsWith("DELETE")));
        nothingIsAnswered();

        await().untilAsserted(() -> assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace("models")
                        .list()
                        .getItems())
                .isEmpty());
    }

    @Test
    void theFirstSuccessMakesAllDueAtOnce() {
        installation.startDeployer(
                "demo",
                Map.of(
                        "deployer.retry.first", "2h",
                        "deployer.retry.longest", "2h",
                        "deployer.retry.transient", "2h"));
        writesAreAnswered(() -> status(503, "try again"));
        List<Deployment> waiting = List.of(create("one"), create("two"), create("three"));
        waiting.forEach(each -> awaitReport(each, Phase.PHASE_PENDING, ".*try again.*"));
        nothingIsAnswered();

        Deployment first = create("first");

        awaitPhase(first, Phase.PHASE_READY);
        waiting.forEach(each -> awaitPhase(each, Phase.PHASE_READY));
    }

    @Test
    void retryAfterHoldsBackEveryCallOfTheDeployersUntilThen() {
        installation.startDeployer("demo", Map.of("deployer.retry.transient", "200ms"));
        Deployment before = create("before");
        awaitPhase(before, Phase.PHASE_READY);
        writesAreAnswered(() -> status(429, "too many requests").setHeader("Retry-After", "4"));
        long start = System.nanoTime();
        Deployment held = create("held");
        awaitReport(held, Phase.PHASE_PENDING, ".*the API server asks not to be asked before \\S+Z.*");
        Deployment updated = installation.gateway().update(SystemTest.withImage(before, "example/model:2"));
        int soFar = asked.size();
        nothingIsAnswered();

        await().pollInterval(Duration.ofMillis(20)).until(() -> asked.size() > soFar);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        awaitPhase(held, Phase.PHASE_READY);
        awaitPhase(updated, Phase.PHASE_READY);
    }

    @Test
    void anApiServerThatIsGoneForAWhileFailsNothing() {
        installation.startDeployer("demo", Map.of("deployer.retry.transient", "1s"));
        Deployment wanted = create("served");
        awaitPhase(wanted, Phase.PHASE_READY);
        cluster.stop();

        Deployment updated = installation.gateway().update(SystemTest.withImage(wanted, "example/model:2"));

        awaitReport(
                updated,
                Phase.PHASE_PROGRESSING,
                "Its Deployment is not as wanted yet; the API server does not take changes at present, since .*Connection"
                        + " refused.*");
        cluster.restart();
        await().untilAsserted(() -> assertThat(installation.known(updated).getReport())
                .returns(Phase.PHASE_READY, Report::getPhase)
                .returns(updated.getRevision(), Report::getRevision));
    }

    private Deployment create(String name) {
        return installation.gateway().create("demo", model("models", name));
    }

    /** Those of the deployer; its kubelet's go on. */
    private void writesAreAnswered(Supplier<MockResponse> answer) {
        asked.clear();
        cluster.answer(request -> note(request) ? Optional.of(answer.get()) : Optional.empty());
    }

    private void nothingIsAnswered() {
        cluster.answer(request -> {
            note(request);
            return Optional.empty();
        });
    }

    private boolean note(RecordedRequest request) {
        boolean ours = request.method() != HttpMethod.GET
                && OURS.matcher(request.getPath()).find()
                && String.valueOf(request.getHeader("User-Agent")).startsWith("ds-deployer");
        if (ours) {
            asked.add(request.method() + " " + request.getPath());
        }
        return ours;
    }

    private static MockResponse status(int code, String message) {
        return new MockResponse()
                .setResponseCode(code)
                .setBody(Serialization.asJson(new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withMessage(message)
                        .build()));
    }

    private static MockResponse html(int code) {
        return new MockResponse()
                .setResponseCode(code)
                .setBody("<html><head><title>" + code + "</title></head><body><h1>nginx: sorry</h1></body></html>");
    }

    private void awaitPhase(Deployment wanted, Phase phase) {
        awaitReport(wanted, phase, ".*");
    }

    private void awaitReport(Deployment wanted, Phase phase, String pattern) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .as("%s", installation.known(wanted))
                .returns(phase, Report::getPhase)
                .returns(wanted.getRevision(), Report::getRevision)
                .extracting(Report::getMessage)
                .asString()
                .matches(pattern));
    }
}
