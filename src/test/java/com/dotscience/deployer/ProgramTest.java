package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
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
class ProgramTest {

    private static final String TOKEN = "a-token";

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
            gateway.put(Deployment.newBuilder()
                    .setId("a")
                    .setName("a")
                    .setDeployment(DeploymentSpec.newBuilder().setImage("image:1"))
                    .build());
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
                "DEPLOYER_GATEWAY_CA=/none  | --token t             | The CA file /none cannot be used"
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

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {}}]
            """;

    private void run(Map<String, String> environment, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Not the one for tests, which is silent.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Deployer.class.getName(),
                "run"));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.equals("TOKEN") || name.startsWith("DEPLOYER_"));
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
