package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program in a process of its own. */
@Embedded
class ProgramTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    @TempDir
    private Path folder;

    private Process program;

    @AfterEach
    void kill() throws InterruptedException {
        program.destroyForcibly().waitFor();
    }

    /** While a write is under way that the API server never answers. */
    @Test
    void onSigtermItIsGoneWithinFifteenSeconds() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY).start()) {
            cluster.expect()
                    .post()
                    .withPath("/apis/apps/v1/namespaces/default/deployments")
                    .andReply(500, request -> {
                        written.countDown();
                        return waitFor(answered);
                    })
                    .always();
            gateway.put(model("a", "default"));
            Path kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
            run(
                    Map.of("TOKEN", TOKEN),
                    "--addr",
                    gateway.address(),
                    "--no-require-tls",
                    "--health-port",
                    "0",
                    "--grace-period",
                    "1s",
                    "--kubeconfig",
                    kubeconfig.toString());
            await().until(() -> written.getCount() == 0);

            program.destroy();

            assertThat(program.waitFor(15, TimeUnit.SECONDS)).as("gone").isTrue();
            assertThat(program.exitValue()).isIn(0, 143);
            answered.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X=1                        | --addr gateway:8800   | There is no token: set TOKEN or --token-file",
                "TOKEN=t                    | --addr gateway        | deployer.gateway.address (DEPLOYER_GATEWAY_ADDRESS)"
                        + " must be HOST:PORT",
                "DEPLOYER_POLL_INTERVAL=soon | --token t            | deployer.poll.interval (DEPLOYER_POLL_INTERVAL) must"
                        + " be a duration",
                "DEPLOYER_CONCURRENCY=0     | --token t             | deployer.concurrency (DEPLOYER_CONCURRENCY) must be",
                "REQUIRE_TLS=maybe          | --token t             | deployer.gateway.tls (DEPLOYER_GATEWAY_TLS) must be",
                "TOKEN=t                    | --grace-period soon   | deployer.prune.delay (DEPLOYER_PRUNE_DELAY) must be",
                "TOKEN=t                    | --kubeconfig /nowhere | The kubeconfig /nowhere cannot be read",
                "DEPLOYER_GATEWAY_CA=/none  | --token t             | The CA file /none cannot be used",
                "LOG_FORMAT=xml             | --token t             | LOG_FORMAT must be text or json, but is 'xml'"
            })
    void wrongConfigurationEndsItAtOnceWithOneLine(String variable, String flags, String line) throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("config"), KUBECONFIG);
        String[] setting = variable.split("=");
        List<String> all = new ArrayList<>(List.of(flags.split(" ")));
        if (!flags.contains("--kubeconfig")) {
            all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        }

        run(Map.of(setting[0], setting[1]), all.toArray(String[]::new));

        assertThat(program.waitFor()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("ds-deployer: " + line);
        assertThat(Files.readAllLines(folder.resolve("out"))).isEmpty();
    }

    /** R10, and one object a line, over a whole run: changes, a refused one, the Gateway lost and found, the end. */
    @Test
    void asJsonItsLogIsOneObjectALineAndHoldsNoToken() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY).start()) {
            cluster.expect()
                    .post()
                    .withPath("/apis/apps/v1/namespaces/refusing/deployments")
                    .andReturn(422, refusal("no, because\nof \"reasons\""))
                    .always();
            gateway.put(model("good", "default"));
            gateway.put(model("bad", "refusing"));
            Path kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
            run(
                    Map.of("TOKEN", TOKEN, "LOG_FORMAT", "json", "METRICS_USER", "u", "METRICS_PASSWORD", "passw0rd"),
                    "--addr",
                    gateway.address(),
                    "--no-require-tls",
                    "--health-port",
                    "0",
                    "--kubeconfig",
                    kubeconfig.toString());
            await().until(() -> log().contains("CREATE: ") && log().contains("no, because"));
            gateway.stop();
            await().until(() -> log().contains("Lost the connection"));
            gateway.start();
            await().until(() -> log().contains("Connected again"));
            program.destroy();
            program.waitFor();
        }

        List<JsonNode> facts = new ArrayList<>();
        for (String line : log().lines().toList()) {
            facts.add(new ObjectMapper().readTree(line));
        }
        assertThat(facts).allMatch(JsonNode::isObject);
        assertThat(messages(facts, "good")).anyMatch(said -> said.startsWith("CREATE: "));
        assertThat(messages(facts, "bad"))
                .anyMatch(said -> said.contains("CREATE Deployment refusing/ds-bad-bad failed: no, because\nof"));
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
        assertThat(log()).doesNotContain(TOKEN, "passw0rd");
    }

    private static List<String> messages(List<JsonNode> facts, String id) {
        return facts.stream()
                .filter(fact -> id.equals(fact.path("mdc").path("deployment").asText()))
                .map(fact -> fact.path("formattedMessage").asText())
                .toList();
    }

    private static Status refusal(String message) {
        return new StatusBuilder().withCode(422).withMessage(message).build();
    }

    private static Deployment model(String id, String namespace) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setNamespace(namespace)
                .setDeployment(DeploymentSpec.newBuilder().setImage("image:1"))
                .build();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {}}]
            """;

    private void run(Map<String, String> environment, String... flags) throws IOException {
        List<String> command = JavaProgram.command(Deployer.class.getName(), "run");
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.equals("TOKEN") || name.equals("LOG_FORMAT") || name.startsWith("DEPLOYER_"));
        builder.environment().putAll(environment);
        program = builder.start();
    }

    private static String waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }
}
