package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.go.Deployment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe does what {@code docs/routes.md} promises of it, at a whole deployer, from the very text. */
abstract class RecipesContract {

    private Path scratch;
    private WholeDeployer whole;
    private ConfigMapVolume folder;

    /** @param heading of its section in {@code docs/routes.md} */
    abstract Recipe recipe(String heading) throws IOException;

    @BeforeEach
    void mount(@TempDir Path scratch) throws IOException {
        this.scratch = scratch;
        folder = new ConfigMapVolume(scratch.resolve("routes"));
        whole = new WholeDeployer(scratch)
                .with("deployer.routes.folder", folder.path().toString());
    }

    @AfterEach
    void noneIsRefused() throws Exception {
        try {
            JsonNode routes = whole.health().at("/details/routes");
            assertThat(routes.get("refused")).isEmpty();
            assertThat(routes.get("operators")).hasSize(1);
        } finally {
            whole.close();
        }
    }

    @Test
    void dryRun() throws Exception {
        follow("Dry run");
        whole.with("deployer.resync.interval", "300ms");
        whole.gateway().put(model("a"));
        whole.start();

        await().until(() -> exchanges("changes") >= 6);

        assertThat(whole.objects()).isEmpty();
    }

    @Test
    void aSlowerPoll() throws Exception {
        whole.start().awaitReady();
        follow("A slower poll");
        awaitRuns("gateway-poll.yaml");
        await().until(() -> exchanges("gateway-poll") == 1);
        long lists = whole.gateway().lists();

        await().during(Duration.ofSeconds(2)).until(() -> whole.gateway().lists() == lists);
        whole.gateway().put(model("a"));

        await().until(() -> whole.objects().size() == 2);
        assertThat(whole.gateway().lists()).isEqualTo(lists);
    }

    @Test
    void onlyNamespacesOfAPattern() throws Exception {
        follow("Only namespaces of a pattern");
        whole.gateway().put(in("other", "b"));
        whole.gateway().put(in("team-vision", "a"));
        whole.gateway().put(in("a-team-b", "c"));
        whole.start();

        await().until(() -> whole.objects().size() == 2 && exchanges("reconcile") >= 3);

        assertThat(whole.objects())
                .containsExactlyInAnyOrder("Deployment team-vision/ds-a-a", "Service team-vision/ds-a-a");
    }

    @Test
    void aWebhookForEveryFailedChange() throws Exception {
        List<JsonNode> posted = new CopyOnWriteArrayList<>();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/json");
            posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        try {
            whole.with(
                    "deployer.webhook.url",
                    "http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook");
            whole.cluster()
                    .expect()
                    .post()
                    .withPath("/api/v1/namespaces/default/services")
                    .andReply(500, request -> "the webhook is \"away\", and so am I")
                    .once();
            follow("A webhook for every failed change");
            whole.gateway().put(model("a"));
            whole.start();

            await().until(() -> posted.size() == 1);
            assertThat(posted.get(0).get("modelDeployment").asText()).isEqualTo("a");
            assertThat(posted.get(0).get("action").asText()).isEqualTo("CREATE");
            assertThat(posted.get(0).get("kind").asText()).isEqualTo("Service");
            assertThat(posted.get(0).get("namespace").asText()).isEqualTo("default");
            assertThat(posted.get(0).get("name").asText()).isEqualTo("ds-a-a");
            assertThat(posted.get(0).get("message").asText()).startsWith("CREATE Service default/ds-a-a failed: ");
            await().until(() -> whole.objects().size() == 2);
            assertThat(posted).hasSize(1);
        } finally {
            webhook.stop(0);
        }
    }

    /** What is there already gets them, too. */
    @Test
    void extraLabelsOnEverythingThatIsMade() throws Exception {
        whole.gateway().put(model("a"));
        whole.start();
        await().until(() -> whole.objects().size() == 2);

        follow("Extra labels on everything that is made");

        await().untilAsserted(() -> {
            assertThat(whole.deployments().get(0).getMetadata().getLabels()).containsEntry("team", "vision");
            assertThat(whole.cluster()
                            .client()
                            .services()
                            .inNamespace("default")
                            .withName("ds-a-a")
                            .get()
                            .getMetadata()
                            .getLabels())
                    .containsEntry("team", "vision");
        });
    }

    @Test
    void aSecondSource() throws Exception {
        Path models = Files.createDirectory(scratch.resolve("models"));
        Path cats = Files.writeString(
                models.resolve("cats.json"),
                recipe("A second source: a folder of files").block("json"));
        whole.with("deployer.push.enabled", "true").with("deployer.models.folder", models.toString());
        whole.gateway().put(model("a"));
        whole.gateway().put(model("b"));
        follow("A second source: a folder of files");
        whole.start();
        await().until(() -> whole.objects().size() == 6);
        assertThat(whole.objects()).contains("Deployment default/ds-cats-7f1c", "Service default/ds-cats-7f1c");

        Files.writeString(models.resolve("dogs.json"), "{\"id\": \"d\"}");
        Files.delete(cats);
        long before = exchanges("grpc-push");
        await().until(() -> exchanges("grpc-push") > before);
        assertThat(whole.objects()).hasSize(6);
        Files.delete(models.resolve("dogs.json"));

        await().until(() -> whole.objects().size() == 4);
        assertThat(whole.objects()).noneMatch(object -> object.contains("cats"));
    }

    private static Deployment in(String namespace, String id) {
        return model(id).toBuilder().setNamespace(namespace).build();
    }

    /** Puts what stands in a section into the folder, as it says. */
    private void follow(String heading) throws IOException {
        Recipe recipe = recipe(heading);
        folder.put(recipe.file(), recipe.block("yaml"));
    }

    private void awaitRuns(String name) {
        await().untilAsserted(() -> assertThat(whole.health().at("/details/routes/operators"))
                .extracting(JsonNode::asText)
                .contains(name));
    }

    private static long exchanges(String route) throws Exception {
        return ManagedRoute.of(route).exchanges();
    }
}
