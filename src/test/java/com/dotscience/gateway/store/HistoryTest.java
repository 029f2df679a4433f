package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Gateway keeps of what deployers say, and for how long it holds it to be true. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class HistoryTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(START);
    private String url;
    private TestGateway gateway;
    private TestDeployer minikube;
    private ModelDeployment model;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        url = databases.fresh(kind, directory);
        gateway = TestGateway.on(url, clock);
        minikube = gateway.createDeployer("minikube");
        model = gateway.create(minikube, "roadsigns1");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theWholeReportIsKeptOverARestart() {
        minikube.calls()
                .updateDeployment(report(Phase.PHASE_DEGRADED, "an older version serves").toBuilder()
                        .setStatus("Deployment: configuring Service: ready Ingress: ready")
                        .setAvailableReplicas(2)
                        .setDesiredReplicas(3)
                        .setUpdatedReplicas(1)
                        .setReadyReplicas(2)
                        .setImage("quay.io/example/roadsigns1:0")
                        .setServable(true)
                        .build());

        gateway.restart();

        assertThat(get().getReport())
                .isEqualTo(Report.newBuilder()
                        .setStatus("Deployment: configuring Service: ready Ingress: ready")
                        .setAvailableReplicas(2)
                        .setPhase(Phase.PHASE_DEGRADED)
                        .setMessage("an older version serves")
                        .setReceivedAt(START.toEpochMilli())
                        .setRevision(revision())
                        .setDesiredReplicas(3)
                        .setUpdatedReplicas(1)
                        .setReadyReplicas(2)
                        .setImage("quay.io/example/roadsigns1:0")
                        .setServable(true)
                        .build());
    }

    @Test
    void anEventIsAWishOrAnotherPhaseOrMessage() {
        say(Phase.PHASE_PROGRESSING, "0 of 1 replicas are ready");
        say(Phase.PHASE_PROGRESSING, "0 of 1 replicas are ready");
        clock.set(START.plusSeconds(5));
        say(Phase.PHASE_READY, "");
        say(Phase.PHASE_READY, "");
        clock.set(START.plusSeconds(9));
        model = gateway.update(TestGateway.withImage(model, "quay.io/example/roadsigns1:2"));
        say(Phase.PHASE_READY, "");

        assertThat(get().getEventsList())
                .containsExactly(
                        event(9, Phase.PHASE_READY, ""),
                        event(9, Phase.PHASE_PENDING, "Asked for image quay.io/example/roadsigns1:2"),
                        event(5, Phase.PHASE_READY, ""),
                        event(0, Phase.PHASE_PROGRESSING, "0 of 1 replicas are ready"),
                        event(0, Phase.PHASE_PENDING, "Asked for image quay.io/example/roadsigns1:1, 1 replica"));
    }

    @Test
    void whatIsStillSaidOfAnOlderWishIsKeptAsTheReportButIsNoEvent() {
        UpdateDeploymentRequest late = report(Phase.PHASE_READY, "of the first");
        model = gateway.update(TestGateway.withImage(model, "quay.io/example/roadsigns1:2"));

        minikube.calls().updateDeployment(late);

        assertThat(get().getReport().getRevision()).isLessThan(revision());
        assertThat(get().getEventsList()).extracting(Event::getPhase).containsOnly(Phase.PHASE_PENDING);
    }

    @Test
    void theGoProgramsWordsAreAnEventToo() {
        UpdateDeploymentRequest words = UpdateDeploymentRequest.newBuilder()
                .setId(model.getDeployment().getId())
                .setStatus("Deployment: ready Service: ready Ingress: none")
                .build();

        minikube.calls().updateDeployment(words);
        minikube.calls().updateDeployment(words);

        assertThat(get().getEventsList())
                .extracting(Event::getMessage)
                .containsExactly(
                        "Deployment: ready Service: ready Ingress: none",
                        "Asked for image quay.io/example/roadsigns1:1, 1 replica");
    }

    @Test
    void whatGoesOnForOneCauseIsOneEventAsItWasTheLastTime() {
        for (int i = 1; i <= 40; i++) {
            clock.set(START.plusSeconds(i));
            String message = "has restarted " + i + " times";
            Phase phase = i % 2 == 0 ? Phase.PHASE_FAILED : Phase.PHASE_DEGRADED;
            say(phase, message, "crash", 0);
            say(phase, message, "crash", 0);
        }
        clock.set(START.plusSeconds(60));
        say(Phase.PHASE_READY, "");

        assertThat(get().getEventsList())
                .containsExactly(
                        event(60, Phase.PHASE_READY, ""),
                        event(1, Phase.PHASE_FAILED, "has restarted 40 times").toBuilder()
                                .setCause("crash")
                                .setCount(40)
                                .setLastAt(START.plusSeconds(40).toEpochMilli())
                                .build(),
                        event(0, Phase.PHASE_PENDING, "Asked for image quay.io/example/roadsigns1:1, 1 replica"));
    }

    @Test
    void whatIsSeenAgainInTheSameWordsIsCounted() {
        say(Phase.PHASE_FAILED, "not found", "image-pull", 1);
        clock.set(START.plusSeconds(20));
        say(Phase.PHASE_FAILED, "not found", "image-pull", 2);

        assertThat(get().getEvents(0))
                .isEqualTo(event(0, Phase.PHASE_FAILED, "not found").toBuilder()
                        .setCause("image-pull")
                        .setTimes(2)
                        .setCount(2)
                        .setLastAt(START.plusSeconds(20).toEpochMilli())
                        .build());
    }

    /** A deployer of 0.1.0 says no cause. */
    @Test
    void whatComesBackAgainAndAgainIsNoLineEachTime() {
        for (int i = 0; i < 20; i++) {
            clock.set(START.plusSeconds(i));
            say(Phase.PHASE_FAILED, "cannot be pulled (ErrImagePull: not found)");
            say(Phase.PHASE_FAILED, "cannot be pulled (ImagePullBackOff)");
        }
        say(Phase.PHASE_FAILED, "cannot be pulled (ErrImagePull: not found)");

        assertThat(get().getEventsList())
                .containsExactly(
                        event(0, Phase.PHASE_FAILED, "cannot be pulled (ErrImagePull: not found)").toBuilder()
                                .setCount(21)
                                .setLastAt(START.plusSeconds(19).toEpochMilli())
                                .build(),
                        event(0, Phase.PHASE_PENDING, "Asked for image quay.io/example/roadsigns1:1, 1 replica"));
    }

    @Test
    void theLastTwentyEventsAreKept() {
        IntStream.range(0, 50).forEach(i -> say(Phase.PHASE_PROGRESSING, "message " + i));

        assertThat(get().getEventsList())
                .extracting(Event::getMessage)
                .containsExactlyElementsOf(IntStream.range(0, History.KEPT)
                        .mapToObj(i -> "message " + (49 - i))
                        .toList());
    }

    @Test
    void aMessageWithoutEndIsCutInTheHistoryToo() {
        say(Phase.PHASE_FAILED, "x".repeat(100_000));

        assertThat(get().getEvents(0).getMessage()).hasSize(1_000).endsWith("x…");
    }

    @Test
    void eventsGoWithTheirModelDeploymentAndAreNotInLists() {
        say(Phase.PHASE_READY, "");
        assertThat(gateway.list().get(0).getEventsList()).isEmpty();

        gateway.delete("roadsigns1");

        gateway.close();
        try (Database database = Database.open(url)) {
            assertThat(database.<Long>transaction(transaction -> transaction
                            .first(row -> row.getLong(1), "SELECT COUNT(*) FROM events")
                            .orElseThrow()))
                    .isZero();
        } finally {
            gateway.restart();
        }
    }

    @Test
    void aReportIsStaleWhenNothingWasHeardOfItsDeployerForThirtySeconds() {
        assertThat(gateway.list()).extracting(ModelDeployment::getStale).containsExactly(true);
        assertThat(get().getDeployerSeenAt()).isZero();

        say(Phase.PHASE_READY, "");
        clock.set(START.plusSeconds(30).minusMillis(1));
        assertThat(get().getStale()).isFalse();
        assertThat(online()).isTrue();

        clock.set(START.plusSeconds(30));
        assertThat(get().getStale()).isTrue();
        assertThat(get().getDeployerSeenAt()).isEqualTo(START.toEpochMilli());
        assertThat(online()).isFalse();
    }

    @Test
    void anIdleDeployerWhoseStreamLivesStaysOnline() {
        try (OpenStream<?> stream = minikube.follow()) {
            clock.set(START.plus(Duration.ofHours(1)));

            assertThat(stream.hasEnded()).isFalse();
            assertThat(online()).isTrue();
            assertThat(get().getStale()).isFalse();
        }
    }

    @Test
    void theVersionOfItsClusterIsKeptUntilItSaysAnother() {
        announce("v1.29.3");
        announce("");
        gateway.restart();
        minikube = gateway.reconnected(minikube);
        assertThat(kubernetesVersion()).isEqualTo("v1.29.3");

        announce("v1.30.0\u0000" + "x".repeat(100));
        assertThat(kubernetesVersion()).startsWith("v1.30.0?x").hasSize(64);
    }

    @Test
    void urlsAreMadeAsADeployerSaysUntilItSaysOtherwise() {
        Deployment.Builder wanted = TestGateway.model("birds");
        wanted.getIngressBuilder().setHost("birds.example.com");
        assertThat(gateway.create(minikube, wanted).getUrl()).isEqualTo("https://birds.example.com");

        announceIngresses("http://*:30080");
        announceIngresses("");
        announceIngresses("http://example.com");
        gateway.restart();
        minikube = gateway.reconnected(minikube);
        assertThat(urls()).contains("http://birds.example.com:30080");

        announceIngresses("https://*");
        assertThat(urls()).contains("https://birds.example.com");
    }

    private void announceIngresses(String url) {
        minikube.calls()
                .updateDeployer(
                        UpdateDeployerRequest.newBuilder().setIngressUrl(url).build());
    }

    private List<String> urls() {
        return gateway.list().stream().map(ModelDeployment::getUrl).toList();
    }

    private void announce(String version) {
        minikube.calls()
                .updateDeployer(UpdateDeployerRequest.newBuilder()
                        .setKubernetesVersion(version)
                        .build());
    }

    private String kubernetesVersion() {
        return deployers().get(0).getKubernetesVersion();
    }

    private boolean online() {
        return deployers().get(0).getOnline();
    }

    private List<com.dotscience.api.management.Deployer> deployers() {
        return gateway.management()
                .listDeployers(ListDeployersRequest.getDefaultInstance())
                .getDeployersList();
    }

    private ModelDeployment get() {
        return gateway.management()
                .getDeployment(GetDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment("roadsigns1"))
                        .build());
    }

    private long revision() {
        return model.getDeployment().getRevision();
    }

    private void say(Phase phase, String message) {
        minikube.calls().updateDeployment(report(phase, message));
    }

    private void say(Phase phase, String message, String cause, long times) {
        minikube.calls()
                .updateDeployment(report(phase, message).toBuilder()
                        .setCause(cause)
                        .setTimes(times)
                        .build());
    }

    private UpdateDeploymentRequest report(Phase phase, String message) {
        return UpdateDeploymentRequest.newBuilder()
                .setId(model.getDeployment().getId())
                .setPhase(phase)
                .setMessage(message)
                .setRevision(revision())
                .build();
    }

    private static Event event(int second, Phase phase, String message) {
        return Event.newBuilder()
                .setAt(START.plusSeconds(second).toEpochMilli())
                .setPhase(phase)
                .setMessage(message)
                .build();
    }
}
