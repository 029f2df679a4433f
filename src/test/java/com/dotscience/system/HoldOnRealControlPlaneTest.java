package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Deployer;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's owner stops every write by a ConfigMap, from the API server's own log. */
@NeedsControlPlane
class HoldOnRealControlPlaneTest {

    private static final String OWN = "dotscience-deployer";
    private static final int WAVE = 200;

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private TestCluster cluster;
    private Installation installation;

    HoldOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("hold");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        try {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(OWN)
                            .endMetadata()
                            .build())
                    .create();
        } catch (KubernetesClientException thereAlready) {
            assertThat(thereAlready.getCode()).isEqualTo(409);
        }
    }

    @AfterEach
    void uninstall() {
        client.resource(hold(Map.of())).delete();
        installation.close();
        cluster.close();
    }

    @Test
    void inTheMiddleOfAWaveNothingIsWrittenTwoSecondsAfterItIsMadeAndAllGoesOnWhenItIsGone() {
        installation.startDeployer("demo", Map.of("deployer.concurrency", "1"));
        List<Deployment> wave = new ArrayList<>();
        for (int i = 0; i < WAVE; i++) {
            wave.add(installation.gateway().create("demo", model(namespace, "wave-" + i)));
        }
        await().until(() -> made() > 0);

        client.resource(hold(Map.of("reason", "new disks"))).create();
        Instant held = Instant.now();

        int madeBefore = madeAfter(held.plusSeconds(2));
        assertThat(madeBefore).as("made before the hold").isLessThan(WAVE);
        installation.gateway().delete(wave.get(0));
        Instant until = held.plusSeconds(12);
        await().until(() -> Instant.now().isAfter(until));
        assertThat(writesSince(held.plusSeconds(2)))
                .as("writes from two seconds after the hold on")
                .isEmpty();
        assertThat(made()).isEqualTo(madeBefore);

        client.resource(hold(Map.of())).delete();

        await().atMost(Duration.ofMinutes(3)).until(() -> made() == WAVE - 1);
    }

    @Test
    void itIsShownWhileItStandsHoldsDeletionsAndEndsByItsDate() throws Exception {
        DeployerApplication deployer = installation.startDeployer("demo", Map.of("deployer.resync.interval", "1s"));
        Deployment there = installation.gateway().create("demo", model(namespace, "there"));
        await().until(() -> installation.known(there).getReport().getPhase() == Phase.PHASE_READY);
        Instant end = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        String sentence = "Held by the cluster's owner until " + end + ": new disks";

        client.resource(hold(Map.of("until", end.toString(), "reason", "new disks")))
                .create();

        await().untilAsserted(() -> assertThat(installation.gateway().deployers())
                .extracting(Deployer::getHold)
                .containsExactly(sentence));
        assertThat(health(deployer)).contains(sentence);
        Deployment fresh = installation.gateway().create("demo", model(namespace, "fresh"));
        await().untilAsserted(() ->
                assertThat(installation.known(fresh).getReport().getMessage()).startsWith(sentence));
        installation.gateway().delete(there);
        assertThat(made()).isEqualTo(1);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(installation.known(fresh).getReport().getPhase()).isEqualTo(Phase.PHASE_READY);
            assertThat(made()).isEqualTo(1);
            assertThat(client.apps()
                            .deployments()
                            .inNamespace(namespace)
                            .withLabel("owner", "ds-deployer")
                            .list()
                            .getItems())
                    .allMatch(made -> made.getMetadata().getName().startsWith("ds-fresh-"));
        });
        assertThat(writesSince(end.minusSeconds(16)))
                .allSatisfy(write -> assertThat(write.received()).isAfterOrEqualTo(end));
        await().untilAsserted(() -> assertThat(installation.gateway().deployers())
                .extracting(Deployer::getHold)
                .containsExactly(""));
        assertThat(health(deployer)).doesNotContain("Held by");
    }

    @Test
    void aDeployerThatStartsUnderAHoldWritesNothing() {
        client.resource(hold(Map.of("until", "when it is done"))).create();
        Instant start = Instant.now();

        installation.startDeployer("demo", Map.of("deployer.resync.interval", "1s"));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "wanted"));

        await().untilAsserted(() -> assertThat(
                        installation.known(wanted).getReport().getMessage())
                .startsWith("Held by the cluster's owner without an end, since until is 'when it is done'"));
        assertThat(writesSince(start)).isEmpty();
    }

    private static ConfigMap hold(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(OWN)
                .withName("dotscience-hold")
                .endMetadata()
                .withData(data)
                .build();
    }

    private int made() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel("owner", "ds-deployer")
                .list()
                .getItems()
                .size();
    }

    private int madeAfter(Instant then) {
        await().until(() -> Instant.now().isAfter(then));
        return made();
    }

    private List<AuditEvent> writesSince(Instant start) {
        return plane.auditLog().since(start).stream()
                .filter(event -> event.userAgent().startsWith("ds-deployer") && event.isWrite())
                .filter(event -> List.of("deployments", "services", "ingresses").contains(event.resource()))
                .toList();
    }

    private static String health(DeployerApplication deployer) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
