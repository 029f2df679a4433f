package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes that an operator replaces at a whole deployer, by a ConfigMap. */
@Embedded
class OperatorsRoutesTest {

    private static final String WRITES_NOTHING = """
            - route:
                id: changes
                description: Writes nothing
                from:
                  uri: seda:changes
                  parameters:
                    concurrentConsumers: "{{deployer.concurrency}}"
                    size: "{{deployer.concurrency}}"
                    purgeWhenStopping: true
                  steps:
                    - log: "${body}"
            """;

    private static final String ADDED = """
            - route:
                id: added
                from:
                  uri: platform-http:/added
                  steps:
                    - setBody:
                        constant: hello
            """;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private WholeDeployer whole;
    private ConfigMapVolume folder;

    @BeforeEach
    void mount(@TempDir Path scratch) throws IOException {
        folder = new ConfigMapVolume(scratch.resolve("routes"));
        whole = new WholeDeployer(scratch)
                .with("deployer.routes.folder", folder.path().toString())
                .with("deployer.resync.interval", "1h");
    }

    @AfterEach
    void stop() {
        whole.close();
    }

    @Test
    void aFileReplacesTheBundledOneFromTheStartAndGivesItBackWhenItIsRemoved() throws Exception {
        folder.put("changes.yaml", WRITES_NOTHING);
        whole.gateway().put(model("a"));
        whole.start();
        await().until(() -> exchanges("changes") >= 2);
        assertThat(whole.objects()).isEmpty();
        assertThat(description("changes")).isEqualTo("Writes nothing");
        assertThat(routes().get("operators")).extracting(JsonNode::asText).containsExactly("changes.yaml");

        folder.remove("changes.yaml");

        await().until(() -> whole.objects().size() == 2);
        assertThat(description("changes")).startsWith("One write to one object");
        assertThat(routes().get("operators")).isEmpty();
        assertThat(whole.health().get("routes").asBoolean()).isTrue();
    }

    @Test
    void aNewNameAddsRoutesThatCanBeChangedAndRemoved() throws Exception {
        whole.start().awaitReady();
        assertThat(whole.get("/added").statusCode()).isEqualTo(404);

        folder.put("added.yaml", ADDED);
        await().untilAsserted(() -> assertThat(whole.get("/added").body()).isEqualTo("hello"));

        folder.put("added.yaml", ADDED.replace("hello", "good-bye"));
        await().untilAsserted(() -> assertThat(whole.get("/added").body()).isEqualTo("good-bye"));

        folder.remove("added.yaml");
        await().untilAsserted(() -> assertThat(whole.get("/added").statusCode()).isEqualTo(404));
    }

    @Test
    void afterItEverythingIsPlannedAgain() throws Exception {
        folder.put("changes.yaml", WRITES_NOTHING);
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
        ids.forEach(id -> whole.gateway().put(model(id)));
        whole.start();
        await().until(() -> exchanges("changes") >= 10);

        folder.put("changes.yaml", bundled("changes.yaml"));

        await().until(() -> whole.objects().size() == 10);
    }

    /** A write that the API server answers late, while its route is replaced. */
    @Test
    void aChangeInFlightIsFinished() throws Exception {
        whole.cluster()
                .expect()
                .post()
                .withPath("/api/v1/namespaces/default/services")
                .andReply(500, request -> {
                    asked.countDown();
                    waitFor(mayAnswer);
                    return "Not now";
                })
                .once();
        whole.gateway().put(model("a"));
        whole.start();
        await().until(() -> asked.getCount() == 0);

        folder.put("changes.yaml", bundled("changes.yaml").replace("One write to one object", "Another write"));
        await().during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(description("changes")).startsWith("One write to one object"));
        mayAnswer.countDown();

        await().untilAsserted(() -> assertThat(description("changes")).startsWith("Another write"));
        assertThat(whole.get("/metrics").body())
                .contains("deployer_changes_total{action=\"create\",kind=\"Service\",outcome=\"failed\"} 1.0\n");
        await().until(() -> whole.objects().size() == 2);
    }

    /** News that comes while nobody takes it. */
    @Test
    void whatWaitsInAQueueWaitsForTheNextRoute() throws Exception {
        whole.start().awaitReady();
        for (int round = 1; round <= 3; round++) {
            String description = "Round " + round;
            for (int i = 0; i < 5; i++) {
                whole.gateway().put(model("m" + round + i));
            }
            folder.put(
                    "desired-state.yaml",
                    bundled("desired-state.yaml")
                            .replaceFirst(
                                    "(?s)description: .*?    from:", "description: " + description + "\n    from:"));
            for (int i = 5; i < 10; i++) {
                whole.gateway().put(model("m" + round + i));
            }
            int wanted = 10 * round;
            await().until(() -> whole.deployments().size() == wanted);
            await().until(() -> description.equals(description("desired-state")));
        }
    }

    @Test
    void aBrokenFileIsRefusedWithFileAndLineAndReasonAndTheRouteThatRanGoesOn() throws Exception {
        folder.put("changes.yaml", WRITES_NOTHING);
        whole.start().awaitReady();
        String place = folder.path().resolve("changes.yaml").toString();

        folder.put("changes.yaml", WRITES_NOTHING.replace("    description", "   description"));
        awaitRefused(place + ", line 3: ");

        folder.put("changes.yaml", WRITES_NOTHING.replace("- log:", "- shout:"));
        awaitRefused(place + ", line 11: ");

        folder.put(
                "changes.yaml", WRITES_NOTHING.replace("- log: \"${body}\"", "- bean:\n                ref: nobody"));
        awaitRefused(place + ", line 11: No bean could be found in the registry for: nobody");

        folder.put("changes.yaml", WRITES_NOTHING.replace("log: \"${body}\"", "to: nowhere:else"));
        awaitRefused(place + ", line 11: ");

        folder.put("changes.yaml", WRITES_NOTHING.replace("id: changes", "id: reconcile"));
        awaitRefused(place + ", line 5: the route id 'reconcile' is taken by ");

        assertThat(description("changes")).isEqualTo("Writes nothing");
        assertThat(state("changes")).isEqualTo("Started");
        assertThat(whole.health().get("routes").asBoolean()).isFalse();
        assertThat(whole.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(whole.get("/health/live").statusCode()).isEqualTo(200);
        whole.gateway().put(model("a"));
        await().until(() -> exchanges("changes") >= 2);
        assertThat(whole.objects()).isEmpty();

        folder.remove("changes.yaml");

        await().until(() -> whole.objects().size() == 2);
        assertThat(whole.health().get("routes").asBoolean()).isTrue();
    }

    /** What the file was to keep from being written is not known. */
    @ParameterizedTest
    @MethodSource("bundledFiles")
    void aFileInThePlaceOfABundledOneThatIsRefusedAtTheStartStopsAllWritesUntilItIsCorrectedOrRemoved(String name)
            throws Exception {
        folder.put(name, "- route:\n    id: broken\n    from:\n      uri: nowhere:else\n      steps: []\n");
        whole.with("deployer.resync.interval", "300ms");
        whole.gateway().put(model("a"));
        whole.start();
        String hold = "Held until a file of routes is corrected or removed: "
                + folder.path().resolve(name);
        await().untilAsserted(() -> {
            assertThat(whole.health().at("/details/cluster/hold").asText()).startsWith(hold);
            assertThat(whole.health().at("/details/cluster/synced").asBoolean()).isTrue();
        });
        awaitRefused(folder.path().resolve(name).toString());
        assertThat(whole.get("/health/live").statusCode()).isEqualTo(200);

        // Nothing happens meanwhile, so a while is all there is to wait for.
        await().during(Duration.ofMillis(1500)).until(() -> whole.objects().isEmpty());

        folder.remove(name);
        await().until(() -> whole.objects().size() == 2);
        assertThat(whole.health().at("/details/cluster/hold").isMissingNode()).isTrue();
        assertThat(routes().get("refused")).isEmpty();
    }

    static List<String> bundledFiles() {
        return Stream.of(Path.of("src/main/resources/routes/deployer").toFile().list())
                .sorted()
                .toList();
    }

    @Test
    void itIsCorrectedAndAllGoesOnByItself() throws Exception {
        folder.put("changes.yaml", WRITES_NOTHING.replace("log:", "shout:"));
        whole.gateway().put(model("a"));
        whole.start();
        await().until(() -> whole.health().at("/details/cluster/hold").isTextual());

        folder.put("changes.yaml", WRITES_NOTHING.replace("log:", "whisper:"));
        awaitRefused(folder.path().resolve("changes.yaml") + ", line 11: ");
        assertThat(whole.health().at("/details/cluster/hold").asText()).contains("changes.yaml, line 11: ");
        assertThat(whole.objects()).isEmpty();

        folder.put("changes.yaml", WRITES_NOTHING);
        await().until(() -> exchanges("changes") >= 2);
        assertThat(whole.health().at("/details/cluster/hold").isMissingNode()).isTrue();
        assertThat(whole.objects()).isEmpty();

        folder.remove("changes.yaml");
        await().until(() -> whole.objects().size() == 2);
    }

    /** They would show or take what the operator's file may keep back. */
    @Test
    void whatIsNotStoppedWithWritesDoesNotRunInThePlaceOfARefusedFile() throws Exception {
        List<String> names = List.of("cache.yaml", "grpc-push.yaml", "logs.yaml");
        names.forEach(name -> folder.put(name, "no: routes"));
        whole.start().awaitReady();

        assertThat(ManagedRoute.started())
                .contains("reconcile", "status")
                .doesNotContain("cache", "grpc-push", "logs", "log-requests");
        assertThat(whole.get("/cache").statusCode()).isEqualTo(404);

        names.forEach(folder::remove);

        await().untilAsserted(() -> assertThat(ManagedRoute.started()).contains("cache", "logs", "log-requests"));
        assertThat(whole.get("/cache").statusCode()).isEqualTo(200);
    }

    @Test
    void aFileOfANewNameThatIsRefusedAtTheStartAddsNothingAndStopsNothing() throws Exception {
        folder.put("added.yaml", "no: routes");
        whole.gateway().put(model("a"));
        whole.start();

        await().until(() -> whole.objects().size() == 2);
        awaitRefused(folder.path().resolve("added.yaml") + ": it describes no route");
    }

    @Test
    void aFolderThatCannotBeReadAtTheStartStopsAllWritesUntilItCan() throws Exception {
        folder.put("changes.yaml", WRITES_NOTHING);
        Path unreadable = folder.path().resolve("status.yaml");
        Files.write(unreadable, new byte[] {(byte) 0xc3, (byte) 0x28});
        whole.gateway().put(model("a"));
        whole.start();
        await().untilAsserted(() -> assertThat(
                        whole.health().at("/details/cluster/hold").asText())
                .startsWith("Held until the folder of routes can be read: The routes in " + folder.path()));
        assertThat(ManagedRoute.started()).contains("reconcile").doesNotContain("logs");

        Files.delete(unreadable);

        await().until(() -> exchanges("changes") >= 2);
        assertThat(whole.objects()).isEmpty();
        assertThat(whole.health().at("/details/cluster/hold").isMissingNode()).isTrue();
        await().untilAsserted(() -> assertThat(ManagedRoute.started()).contains("logs"));
    }

    /** What a route configuration says holds for the routes of all files, so all are run anew. */
    @Test
    void aFileThatConfiguresAllRoutesHoldsForAll() throws Exception {
        String complains = """
                - route:
                    id: complains
                    from:
                      uri: platform-http:/complain
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: no reason
                """;
        String errors = """
                - routeConfiguration:
                    onException:
                      - onException:
                          exception:
                            - java.lang.Throwable
                          handled:
                            constant: "true"
                          steps:
                            - setBody:
                                constant: heard
                """;
        folder.put("complains.yaml", complains);
        whole.start().awaitReady();
        assertThat(whole.get("/complain").statusCode()).isEqualTo(204);
        assertThat(whole.get("/complain").body()).isEmpty();

        folder.put("errors.yaml", errors);
        await().untilAsserted(() -> assertThat(whole.get("/complain").body()).isEqualTo("heard"));
        whole.gateway().put(model("a"));
        await().until(() -> whole.objects().size() == 2);

        folder.remove("errors.yaml");
        await().untilAsserted(() -> assertThat(whole.get("/complain").body()).isEmpty());
        await().untilAsserted(() -> assertThat(routes().get("operators"))
                .extracting(JsonNode::asText)
                .containsExactly("complains.yaml"));
        whole.gateway().put(model("b"));
        await().until(() -> whole.objects().size() == 4);
    }

    /** It can be read and added by itself: what is wrong with it shows only at the routes of other files. */
    @Test
    void aFileThatNoOtherFilesRoutesCanRunWithIsRefusedAndAllThatRanGoesOn() throws Exception {
        whole.start().awaitReady();
        Set<String> before = ManagedRoute.started();
        String broken = bundled("errors.yaml").replace("ref: errors", "ref: nobody");

        folder.put("errors.yaml", broken);

        awaitRefused(folder.path().resolve("errors.yaml") + ", line 6: ");
        assertThat(ManagedRoute.started()).isEqualTo(before);
        whole.gateway().put(model("a"));
        await().until(() -> whole.objects().size() == 2);

        folder.remove("errors.yaml");
        await().until(() -> whole.health().get("routes").asBoolean());
        folder.put("another-name.yaml", broken);
        awaitRefused(folder.path().resolve("another-name.yaml") + ", line 6: ");
        assertThat(ManagedRoute.started()).isEqualTo(before);
    }

    private void awaitRefused(String start) {
        await().untilAsserted(() -> assertThat(routes().get("refused"))
                .extracting(JsonNode::asText)
                .singleElement()
                .asString()
                .startsWith(start));
    }

    private JsonNode routes() throws Exception {
        return whole.health().at("/details/routes");
    }

    private static String bundled(String name) throws IOException {
        try (InputStream file = OperatorsRoutesTest.class.getResourceAsStream("/routes/deployer/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long exchanges(String route) throws JMException {
        return ManagedRoute.of(route).exchanges();
    }

    private static String description(String route) throws JMException {
        return ManagedRoute.of(route).description();
    }

    private static String state(String route) throws JMException {
        return ManagedRoute.of(route).state();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
