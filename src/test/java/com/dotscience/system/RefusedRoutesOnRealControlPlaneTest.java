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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run and a team's filter that cannot be used do not turn into full writing, from the API server's own log. */
@NeedsControlPlane
class RefusedRoutesOnRealControlPlaneTest {

    private static final Path RECIPES = Path.of("src/test/resources/released/recipes");

    private final RealControlPlane plane;
    private final String namespace;
    private Path routes;
    private TestCluster cluster;
    private Installation installation;
    private String token;

    RefusedRoutesOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("team");
    }

    @BeforeEach
    void install(@TempDir Path folder) throws IOException {
        routes = Files.createDirectory(folder.resolve("routes"));
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
        token = installation.gateway().createDeployer("demo").getToken();
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void aDryRunThatIsRefusedAtTheStartWritesNothingAndSaysSoAndNeitherDoesTheCorrectedOne() throws Exception {
        String dryRun = Files.readString(RECIPES.resolve("dry-run/changes.yaml"));
        put("changes.yaml", dryRun.replace("- log:", "- lug:"));
        Instant start = Instant.now();
        DeployerApplication deployer = start();
        Deployment wanted = installation.gateway().create("demo", model(namespace, "wanted"));
        String hold = "Held until a file of routes is corrected or removed: " + routes.resolve("changes.yaml")
                + ", line 11: ";

        await().untilAsserted(() ->
                assertThat(installation.known(wanted).getReport().getMessage()).startsWith(hold));
        await().untilAsserted(() -> assertThat(installation.gateway().deployers())
                .extracting(Deployer::getHold)
                .singleElement()
                .asString()
                .startsWith(hold));
        assertThat(health(deployer).at("/details/cluster/hold").asText()).startsWith(hold);
        assertThat(health(deployer).at("/details/routes/refused")).hasSize(1);
        assertThat(health(deployer).get("routes").asBoolean()).isFalse();

        put("changes.yaml", dryRun);
        await().untilAsserted(() -> assertThat(installation.gateway().deployers())
                .extracting(Deployer::getHold)
                .containsExactly(""));
        Instant corrected = Instant.now();
        await().until(() -> Instant.now().isAfter(corrected.plusSeconds(3)));
        assertThat(writesSince(start)).isEmpty();

        Files.delete(routes.resolve("changes.yaml"));
        await().until(() -> installation.known(wanted).getReport().getPhase() == Phase.PHASE_READY);
        await().until(() -> writesSince(start).size() == 3);
    }

    @Test
    void aFilterThatIsRefusedWhileTheDeployerRunsGoesOnAsItWasAndStopsAllWritesAfterAStart() throws Exception {
        String other = plane.newNamespace("other");
        String filter = Files.readString(RECIPES.resolve("only-namespaces-of-a-pattern/reconcile.yaml"));
        put("reconcile.yaml", filter);
        Instant start = Instant.now();
        DeployerApplication before = start();
        put("reconcile.yaml", filter.replace("regex", "rejex"));
        await().until(() -> !health(before).at("/details/routes/refused").isEmpty());

        installation.gateway().create("demo", model(other, "not-ours"));
        Deployment ours = installation.gateway().create("demo", model(namespace, "ours"));
        await().until(() -> installation.known(ours).getReport().getPhase() == Phase.PHASE_READY);
        assertThat(writesSince(start)).extracting(AuditEvent::namespace).containsOnly(namespace);

        before.close();
        Instant again = Instant.now();
        start();
        Deployment more = installation.gateway().create("demo", model(namespace, "more"));
        await().untilAsserted(
                        () -> assertThat(installation.known(more).getReport().getMessage())
                                .startsWith("Held until a file of routes is corrected or removed: "));
        assertThat(writesSince(again)).isEmpty();

        put("reconcile.yaml", filter);
        await().until(() -> installation.known(more).getReport().getPhase() == Phase.PHASE_READY);
        assertThat(writesSince(start)).extracting(AuditEvent::namespace).containsOnly(namespace);
    }

    private DeployerApplication start() {
        return installation.start(
                token, Map.of("deployer.routes.folder", routes.toString(), "deployer.resync.interval", "1s"));
    }

    /** At once, so that nobody reads half of it. */
    private void put(String name, String text) throws IOException {
        Path next = Files.writeString(routes.resolve("." + name), text);
        Files.move(next, routes.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<AuditEvent> writesSince(Instant start) {
        return plane.auditLog().since(start).stream()
                .filter(event -> event.userAgent().startsWith("ds-deployer") && event.isWrite())
                .filter(event -> List.of("deployments", "services", "ingresses").contains(event.resource()))
                .toList();
    }

    private static JsonNode health(DeployerApplication deployer) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/health");
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body());
    }
}
