package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dotscience.deployer.health.PortTakenException;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.OwnLog;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a whole deployer says of itself over HTTP. */
@Embedded
class ManagementTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";
    private static final List<String> KINDS =
            List.of("Deployment", "HorizontalPodAutoscaler", "Ingress", "IngressClass", "Pod", "Service");
    private static final String PASSWORD = "correct horse";

    private final GoGateway gateway = new GoGateway(TOKEN, Announcement.UNIMPLEMENTED);
    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private Map<String, String> settings;
    private DeployerApplication deployer;

    @BeforeEach
    void startWhatItDials(@TempDir Path folder) throws IOException {
        gateway.start();
        settings = new HashMap<>(Map.of(
                "deployer.token",
                TOKEN,
                "deployer.gateway.address",
                gateway.address(),
                "deployer.gateway.tls",
                "false",
                "deployer.poll.interval",
                "200ms",
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.kubeconfig",
                cluster.kubeconfig().writeTo(folder.resolve("kubeconfig")).toString()));
    }

    @AfterEach
    void stop() {
        if (deployer != null) {
            deployer.close();
        }
        gateway.close();
        cluster.close();
    }

    @Test
    void whatIsWellIsSaidModuleByModule() throws Exception {
        startAndAwaitReady();

        JsonNode health = json(get("/health"));

        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(health.get("status").asText()).isEqualTo("UP");
        assertThat(Stream.of("gateway_conn", "cluster", "desired_state", "workers", "memory")
                        .map(module -> health.get(module).asBoolean()))
                .containsOnly(true);
        assertThat(health.at("/details/desired_state/held_deletions")).isEmpty();
        assertThat(health.at("/details/workers/changes").asText()).isEqualTo("0 waiting");
        assertThat(health.at("/details/memory/used").asText()).containsPattern("^\\d+ MiB of the \\d+ MiB that its ");
    }

    @Test
    void aLostGatewayMakesItUnreadyAndNeverDead() throws Exception {
        startAndAwaitReady();

        gateway.stop();

        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(503));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        JsonNode health = json(get("/health"));
        assertThat(health.get("gateway_conn").asBoolean()).isFalse();
        assertThat(health.get("cluster").asBoolean()).isTrue();
        assertThat(health.at("/details/gateway_conn/last_error").asText()).isNotEmpty();

        gateway.start();

        awaitReady();
        assertThat(json(get("/health")).at("/details/gateway_conn/reconnects").asInt())
                .isEqualTo(1);
    }

    @Test
    void anUnknownClusterMakesItUnreadyAndNeverDead() throws Exception {
        cluster.stop();
        start();

        await().untilAsserted(() -> assertThat(
                        json(get("/health")).at("/details/cluster/trouble").asText())
                .isNotEmpty());
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(json(get("/health")).get("cluster").asBoolean()).isFalse();
    }

    /** R2. */
    @Test
    void heldDeletionsAreShown() throws Exception {
        gateway.put(model("a-1"));
        startAndAwaitReady();
        awaitObjects();

        gateway.remove("a-1");

        await().untilAsserted(() -> assertThat(json(get("/health")).at("/details/desired_state/held_deletions"))
                .extracting(JsonNode::asText)
                .containsExactly("a-1"));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("deployer_held_deletions 1.0\n");
    }

    @Test
    void whatIsWantedIsShownAsTheProtocolsJson() throws Exception {
        gateway.put(model("b-1"));
        gateway.put(model("a-1"));
        startAndAwaitReady();

        HttpResponse<String> cache = get("/cache");

        assertThat(cache.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(cache)).extracting(each -> each.get("id").asText()).containsExactly("a-1", "b-1");
        assertThat(json(cache).at("/0/deployment/image").asText()).isEqualTo("image:1");
    }

    @Nested
    class WhoMaySee {

        @Test
        void onlyWhoKnowsThePasswordSeesMoreThanHealth() throws Exception {
            settings.put("deployer.metrics.user", "operator");
            settings.put("deployer.metrics.password", PASSWORD);
            start();

            for (String path : List.of("/metrics", "/cache", "/elsewhere", "/health/../metrics", "//metrics")) {
                HttpResponse<String> anonymous = get(path);
                assertThat(anonymous.statusCode()).as(path).isEqualTo(401);
                assertThat(anonymous.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"ds-deployer\"");
                assertThat(get(path, "operator", "wrong").statusCode()).isEqualTo(401);
                assertThat(get(path, "root", PASSWORD).statusCode()).isEqualTo(401);
            }
            assertThat(get("/metrics", "operator", PASSWORD).statusCode()).isEqualTo(200);
            assertThat(get("/cache", "operator", PASSWORD).statusCode()).isEqualTo(200);
            assertThat(get("/elsewhere", "operator", PASSWORD).statusCode()).isEqualTo(404);
            assertThat(get("/health").statusCode()).isEqualTo(200);
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
        }

        @Test
        void wrongPasswordsAreCountedAndMadeToWaitAndTheRightOneIsNot() throws Exception {
            settings.put("deployer.metrics.user", "operator");
            settings.put("deployer.metrics.password", PASSWORD);
            start();
            for (int i = 0; i < 10; i++) {
                assertThat(get("/metrics", "operator", "wrong").statusCode()).isEqualTo(401);
            }

            CompletableFuture<HttpResponse<String>> another = http.sendAsync(
                    request("127.0.0.1", "/metrics")
                            .header("Authorization", "Basic d3Jvbmc6")
                            .build(),
                    BodyHandlers.ofString());
            await().until(() ->
                    get("/metrics", "operator", PASSWORD).body().contains("deployer_wrong_passwords_total 11.0\n"));

            assertThat(another.join().statusCode()).isEqualTo(401);
        }

        @Test
        void withoutAPasswordOnlyThisMachineSeesMoreThanHealth() throws Exception {
            Optional<String> elsewhere = addressOfThisMachine();
            assumeTrue(elsewhere.isPresent(), "needs a network beside loopback");
            start();

            assertThat(get("/metrics").statusCode()).isEqualTo(200);
            assertThat(get("/cache").statusCode()).isEqualTo(200);
            assertThat(from(elsewhere.get(), "/metrics").statusCode()).isEqualTo(403);
            assertThat(from(elsewhere.get(), "/cache").statusCode()).isEqualTo(403);
            assertThat(from(elsewhere.get(), "/health").statusCode()).isEqualTo(200);
        }

        /** A service mesh calls from 127.0.0.6 for everybody; a page's name may have been bound to 127.0.0.1 since. */
        @Test
        void notAllThatIsLoopbackIsThisMachine() throws Exception {
            start();

            assertThat(statusLine("127.0.0.1", "localhost:9300")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(statusLine("127.0.0.6", "localhost:9300")).isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(statusLine("127.0.0.1", "rebound.example.com:9300")).isEqualTo("HTTP/1.1 403 Forbidden");
        }

        private String statusLine(String caller, String host) throws IOException {
            try (var socket = new Socket(
                            InetAddress.getByName("127.0.0.1"),
                            deployer.healthPort(),
                            InetAddress.getByName(caller),
                            0);
                    var answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                socket.getOutputStream()
                        .write(("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return answer.readLine();
            }
        }

        @Test
        void aUserWithoutAPasswordIsAMistake() {
            settings.put("deployer.metrics.user", "operator");

            assertThatThrownBy(() -> DeployerApplication.of(Map.of(), settings))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("Only one of METRICS_USER and METRICS_PASSWORD is set: set both, or neither to show"
                            + " metrics on this machine only");
        }

        private Optional<String> addressOfThisMachine() throws IOException {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        }
    }

    @Nested
    class Metrics {

        @Test
        void eachIsThereAndExplained() throws Exception {
            gateway.put(model("a-1"));
            startAndAwaitReady();
            awaitObjects();

            await().untilAsserted(() -> assertThat(help(get("/metrics").body()))
                    .containsOnlyKeys(
                            "deployer_backoffs",
                            "deployer_change_duration_seconds",
                            "deployer_change_duration_seconds_max",
                            "deployer_changes_total",
                            "deployer_desired",
                            "deployer_events_dropped_total",
                            "deployer_gateway_connected",
                            "deployer_gateway_reconnects_total",
                            "deployer_held_deletions",
                            "deployer_informer_relists_total",
                            "deployer_leading",
                            "deployer_memory_limit_bytes",
                            "deployer_memory_used_bytes",
                            "deployer_news_to_written_seconds",
                            "deployer_news_to_written_seconds_max",
                            "deployer_observed",
                            "deployer_queue_depth",
                            "deployer_reports_total",
                            "deployer_updates_total",
                            "deployer_wrong_passwords_total")
                    .allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank()));
        }

        @Test
        void whatWasDoneIsCounted() throws Exception {
            gateway.put(model("a-1"));
            startAndAwaitReady();
            awaitObjects();

            await().untilAsserted(() -> assertThat(get("/metrics").body())
                    .containsPattern("deployer_updates_total\\{kind=\"list\",source=\"gateway\"} [1-9]")
                    .contains("deployer_changes_total{action=\"create\",kind=\"Deployment\",outcome=\"made\"} 1.0\n")
                    .contains("deployer_change_duration_seconds_count 1\n")
                    .contains("deployer_change_duration_seconds_bucket{le=\"30.0\"} 1\n")
                    .contains("deployer_news_to_written_seconds_count 1\n")
                    .containsPattern("deployer_reports_total [1-9]")
                    .contains("deployer_queue_depth{route=\"reconcile\"} ")
                    .contains("deployer_gateway_connected 1.0\n")
                    .contains("deployer_desired 1.0\n")
                    .contains("deployer_observed 1.0\n")
                    .contains("deployer_backoffs 0.0\n"));
        }

        @Test
        void listsThatHadToBeMadeAgainAreCountedByKind() throws Exception {
            startAndAwaitReady();
            for (String kind : KINDS) {
                assertThat(relists(kind)).as(kind).isZero();
            }

            cluster.forgetHistory();

            await().untilAsserted(() -> assertThat(KINDS)
                    .allSatisfy(kind -> assertThat(relists(kind)).isPositive()));
            awaitReady();
        }

        private double relists(String kind) throws Exception {
            String counter = "deployer_informer_relists_total{kind=\"" + kind + "\"} ";
            return get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(counter))
                    .mapToDouble(line -> Double.parseDouble(line.substring(counter.length())))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void camelsAndTheProcessesAreThereToo() throws Exception {
            startAndAwaitReady();

            assertThat(get("/metrics").body())
                    .contains("routeId=\"reconcile\"")
                    .contains("jvm_memory_used_bytes")
                    .contains("process_uptime_seconds");
        }

        private Map<String, String> help(String metrics) {
            Map<String, String> help = new HashMap<>();
            metrics.lines().filter(line -> line.startsWith("# HELP deployer_")).forEach(line -> {
                String[] words = line.split(" ", 4);
                help.put(words[2], words.length < 4 ? "" : words[3]);
            });
            return help;
        }
    }

    /** R10. */
    @Test
    void noSecretIsShown() throws Exception {
        settings.put("deployer.metrics.user", "operator");
        settings.put("deployer.metrics.password", PASSWORD);
        gateway.put(model("a-1"));
        startAndAwaitReady();
        gateway.stop();
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(503));

        for (String path : List.of("/health", "/health/ready", "/metrics", "/cache")) {
            assertThat(get(path, "operator", PASSWORD).body())
                    .as(path)
                    .doesNotContain(TOKEN)
                    .doesNotContain(PASSWORD);
        }
    }

    @Nested
    class WhenThePortIsTaken {

        @Test
        void itDoesNotStart() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                settings.put("deployer.health.port", Integer.toString(taken.getLocalPort()));
                deployer = DeployerApplication.of(Map.of(), settings);

                assertThatThrownBy(deployer::start).isInstanceOf(PortTakenException.class);
            }
        }

        @Test
        void theProgramSaysSoInOneLineAndEnds() throws IOException {
            StringWriter said = new StringWriter();
            try (ServerSocket taken = new ServerSocket(0)) {
                int exitCode = new CommandLine(new RunCommand(new OwnLog().logger()))
                        .setErr(new PrintWriter(said, true))
                        .execute(
                                "--token=" + TOKEN,
                                "--addr=" + gateway.address(),
                                "--no-require-tls",
                                "--kubeconfig=" + settings.get("deployer.kubeconfig"),
                                "--health-port=" + taken.getLocalPort());

                assertThat(exitCode).isEqualTo(1);
                assertThat(said.toString().lines())
                        .containsExactly("ds-deployer: Port " + taken.getLocalPort() + " for health and metrics is"
                                + " taken: end whoever listens there, or choose another by --health-port or"
                                + " HEALTH_PORT (0: any that is free)");
            }
        }
    }

    private void start() {
        deployer = DeployerApplication.of(Map.of(), settings);
        deployer.start();
    }

    private void startAndAwaitReady() {
        start();
        awaitReady();
    }

    private void awaitReady() {
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
    }

    private void awaitObjects() {
        await().untilAsserted(() -> assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace("default")
                        .list()
                        .getItems())
                .hasSize(1));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return from("127.0.0.1", path);
    }

    private HttpResponse<String> from(String host, String path) throws IOException, InterruptedException {
        return http.send(request(host, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String user, String password)
            throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return http.send(
                request("127.0.0.1", path)
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String host, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + deployer.healthPort() + path));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static Deployment model(String id) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id.substring(0, 1))
                .setDeployment(DeploymentSpec.newBuilder().setImage("image:1").setReplicas(1))
                .build();
    }
}
