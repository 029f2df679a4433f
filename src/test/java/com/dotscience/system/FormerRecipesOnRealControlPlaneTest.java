package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes of {@code docs/routes.md} that are about what is written, as they were first written down: what they change is seen
 * in the API server's own log, beside a deployer without them that did otherwise.
 */
@NeedsControlPlane
class FormerRecipesOnRealControlPlaneTest {

    private static final Path RECIPES = Path.of("src/test/resources/released/recipes");
    private static final String USER_AGENT = "ds-deployer";

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private Path folder;
    private TestCluster cluster;
    private Installation installation;
    private DeployerApplication deployer;

    FormerRecipesOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("team");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        this.folder = folder;
        cluster = TestCluster.in(plane);
        installation = new Installation(folder, plane.admin());
    }

    @AfterEach
    void noneIsRefused() throws Exception {
        try {
            JsonNode routes = new ObjectMapper().readTree(health()).at("/details/routes");
            assertThat(routes.get("refused")).isEmpty();
            assertThat(routes.get("operators")).hasSize(1);
        } finally {
            installation.close();
            cluster.close();
        }
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        Instant start = Instant.now();
        follow("dry-run", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "wanted"));

        // It was planned, and planned again by a resync: it is reported as what waits for its objects.
        await().until(() -> installation.known(wanted).getReport().getPhase() != Phase.PHASE_UNKNOWN);
        Instant planned = Instant.now();
        await().until(() -> Instant.now().isAfter(planned.plusSeconds(2)));

        assertThat(writesSince(start)).isEmpty();
    }

    @Test
    void onlyNamespacesOfAPatternAreWrittenTo() throws Exception {
        String other = plane.newNamespace("other");
        Instant start = Instant.now();
        follow("only-namespaces-of-a-pattern", Map.of());
        installation.gateway().create("demo", model(other, "not-ours"));
        Deployment wanted = installation.gateway().create("demo", model(namespace, "ours"));

        await().until(() -> installation.known(wanted).getReport().getPhase() == Phase.PHASE_READY);

        await().untilAsserted(() -> assertThat(writesSince(start))
                .extracting(AuditEvent::resource)
                .containsExactlyInAnyOrder("deployments", "services", "ingresses"));
        assertThat(writesSince(start)).extracting(AuditEvent::namespace).containsOnly(namespace);
    }

    @Test
    void aFailedChangeIsPosted() throws Exception {
        List<JsonNode> posted = new CopyOnWriteArrayList<>();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        try {
            Instant start = Instant.now();
            follow(
                    "a-webhook-for-every-failed-change",
                    Map.of(
                            "deployer.webhook.url",
                            "http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook"));
            installation.gateway().create("demo", model("not-there-" + namespace, "lost"));

            await().until(() -> posted.stream()
                    .map(each -> each.get("kind").asText())
                    .toList()
                    .containsAll(List.of("Deployment", "Service", "Ingress")));
            assertThat(posted)
                    .allSatisfy(each -> assertThat(each.get("message").asText()).contains("not found"));
            await().untilAsserted(() -> assertThat(writesSince(start))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .extracting(AuditEvent::code)
                    .containsOnly(404));
        } finally {
            webhook.stop(0);
        }
    }

    @Test
    void whatIsMadeHasTheExtraLabel() throws Exception {
        Instant start = Instant.now();
        follow("extra-labels-on-everything-that-is-made", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "labelled"));

        await().until(() -> installation.known(wanted).getReport().getPhase() == Phase.PHASE_READY);

        assertThat(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withLabel("team", "vision")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.services()
                        .inNamespace(namespace)
                        .withLabel("team", "vision")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .withLabel("team", "vision")
                        .list()
                        .getItems())
                .hasSize(1);
        // They were made so, not changed afterwards.
        await().untilAsserted(() -> assertThat(writesSince(start))
                .extracting(AuditEvent::verb)
                .containsExactly("create", "create", "create"));
    }

    @Test
    void aFolderOfFilesIsASecondSource() throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path file = models.resolve("cats.json");
        Files.writeString(
                file,
                Files.readString(RECIPES.resolve("a-second-source-a-folder-of-files/cats.json"))
                        .replace("\"namespace\": \"default\"", "\"namespace\": \"" + namespace + "\""));
        Instant start = Instant.now();
        follow(
                "a-second-source-a-folder-of-files",
                Map.of("deployer.push.enabled", "true", "deployer.models.folder", models.toString()));

        await().untilAsserted(() -> assertThat(writesSince(start))
                .extracting(write -> write.verb() + " " + write.resource())
                .containsExactlyInAnyOrder("create deployments", "create services"));

        // So that a folder without this file is not taken for one that lost all of its files.
        Files.writeString(
                models.resolve("dogs.json"),
                Files.readString(file).replace("7f1c", "8a2b").replace("cats", "dogs"));
        await().until(() -> writesSince(start).size() == 4);
        Files.delete(file);
        await().untilAsserted(() -> assertThat(writesSince(start).stream()
                        .filter(write -> write.verb().equals("delete"))
                        .map(AuditEvent::name)
                        .toList())
                .containsExactlyInAnyOrder("ds-cats-7f1c", "ds-cats-7f1c"));
    }

    /** Starts a deployer whose folder of routes holds this recipe. */
    private void follow(String recipe, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("deployer.routes.folder", RECIPES.resolve(recipe).toString());
        all.put("deployer.resync.interval", "1s");
        deployer = installation.startDeployer("demo", all);
    }

    private List<AuditEvent> writesSince(Instant start) {
        return plane.auditLog().since(start).stream()
                .filter(event -> event.userAgent().startsWith(USER_AGENT) && event.isWrite())
                .filter(event -> List.of("deployments", "services", "ingresses").contains(event.resource()))
                .toList();
    }

    private String health() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
