package com.dotscience.system;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.modelproxy.Program;
import com.dotscience.modelproxy.Settings;
import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.traffic.Fatal;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.roadsigns.Examples;
import com.dotscience.testing.roadsigns.server.ModelServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hack/grafana-dashboard.json} against what a running deployer, Gateway and model-proxy say. */
@Embedded
class DashboardTest {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b(?!\\()");
    private static final Pattern SELECTED = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHED = Pattern.compile("([a-zA-Z]+)(?:=|!=|=~|!~)\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? \\S+$");

    /** Those that Prometheus adds to what it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance");

    private final JsonNode dashboard;

    DashboardTest() throws IOException {
        dashboard = new ObjectMapper()
                .readTree(Path.of("hack", "grafana-dashboard.json").toFile());
    }

    @Test
    void itAsksForWhatThereIsAndShowsAllOfOurs(@TempDir Path folder) throws Exception {
        try (TestCluster cluster = TestCluster.embedded();
                Installation installation = new Installation(folder, cluster.kubeconfig());
                ModelServer model = ModelServer.onLoopback(2)) {
            DeployerApplication deployer = installation.startDeployer("minikube", Map.of());
            installation.gateway().create("minikube", Installation.model(cluster.namespace(), "roadsigns1"));
            await().untilAsserted(() -> assertThat(scrape(deployer.healthPort()))
                    .contains("deployer_changes_total{action=\"create\",kind=\"Ingress\",outcome=\"made\"} 1.0"));
            // There is nothing to be seen of a collection before there was one.
            System.gc();
            List<String> samples = Stream.of(
                            scrape(deployer.healthPort()),
                            scrape(installation.gatewayHttpPort()),
                            scrapeOfAModelProxyBefore(model))
                    .flatMap(String::lines)
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            Set<String> there = samples.stream().map(DashboardTest::metric).collect(toSet());

            assertThat(metrics(dashboard)).isNotEmpty().isSubsetOf(there);
            assertThat(shown()).containsAll(ours(there));
            for (String expression : expressions()) {
                for (String label : labels(expression)) {
                    assertThat(samples)
                            .as("label %s of %s", label, expression)
                            .anyMatch(sample ->
                                    metrics(expression).contains(metric(sample)) && sample.contains(label + "=\""));
                }
            }
        }
    }

    @Test
    void noTwoPanelsLieOnEachOther() {
        List<JsonNode> places = dashboard.findValues("gridPos");
        for (JsonNode one : places) {
            assertThat(places).filteredOn(other -> other != one).noneMatch(other -> overlap(one, other));
            assertThat(one.get("x").asInt() + one.get("w").asInt()).isLessThanOrEqualTo(24);
        }
        assertThat(dashboard.get("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return meet(one, other, "x", "w") && meet(one, other, "y", "h");
    }

    private static boolean meet(JsonNode one, JsonNode other, String from, String length) {
        return one.get(from).asInt()
                        < other.get(from).asInt() + other.get(length).asInt()
                && other.get(from).asInt()
                        < one.get(from).asInt() + one.get(length).asInt();
    }

    private List<String> expressions() {
        return dashboard.findValuesAsText("expr");
    }

    /** Of the panels' expressions, and of what the choices at the top are made from. */
    private Set<String> metrics(JsonNode of) {
        return Stream.concat(expressions().stream(), of.findValuesAsText("definition").stream())
                .flatMap(expression -> metrics(expression).stream())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(SELECTED.matcher(expression).replaceAll("").replaceAll("\\[[^]]*]", ""))
                .results()
                .map(found -> found.group())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> labels(String expression) {
        Stream<String> matched = SELECTED.matcher(expression)
                .results()
                .flatMap(selected -> MATCHED.matcher(selected.group(1)).results())
                .map(found -> found.group(1));
        Stream<String> grouped = GROUPED.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")));
        return Stream.concat(matched, grouped)
                .filter(label -> !OF_PROMETHEUS.contains(label))
                .collect(toSet());
    }

    private Set<String> shown() {
        return metrics(dashboard).stream().map(DashboardTest::whole).collect(toSet());
    }

    /** What nobody else has, without the maxima that Micrometer adds to its histograms. */
    private static Set<String> ours(Set<String> metrics) {
        return metrics.stream()
                .filter(name -> name.matches("(deployer|gateway|model_proxy)_.*") && !name.endsWith("_max"))
                .map(DashboardTest::whole)
                .collect(toSet());
    }

    /** A histogram is made of several. */
    private static String whole(String metric) {
        return metric.replaceFirst("_(bucket|count|sum)$", "");
    }

    private static String metric(String sample) {
        var parts = SAMPLE.matcher(sample);
        assertThat(parts.matches()).as(sample).isTrue();
        return parts.group(1);
    }

    /** After a prediction; of one that records, where nothing listens. */
    private static String scrapeOfAModelProxyBefore(ModelServer model) throws IOException {
        Settings settings = Settings.from(Map.of(
                ModelProxyContract.MODEL_ADDRESS,
                "http://127.0.0.1:" + model.port(),
                ModelProxyContract.CLASSES,
                Files.readString(Examples.CLASSES),
                ModelProxyContract.RECORD_URL,
                "http://127.0.0.1:1/"));
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ProcessLog log = new ProcessLog(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
        Fatal fatal = cause -> {
            throw new AssertionError(cause);
        };
        Program proxy = Program.start(settings, anyPort, anyPort, fatal, log);
        try {
            HttpRequest prediction = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + proxy.port() + "/v1/models/model:predict"))
                    .POST(BodyPublishers.ofFile(Examples.REQUEST))
                    .build();
            assertThat(body(prediction)).contains("predictions");
            String counted = "model_proxy_predictions_total{class=\"" + Examples.SIGN + "\"} 1.0";
            await().untilAsserted(() -> assertThat(scrape(proxy.apiPort(), ModelProxyContract.METRICS_PATH))
                    .contains(counted));
            return scrape(proxy.apiPort(), ModelProxyContract.METRICS_PATH);
        } finally {
            proxy.close();
        }
    }

    private static String scrape(int port) {
        return scrape(port, "/metrics");
    }

    private static String scrape(int port, String path) {
        return body(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    private static String body(HttpRequest request) {
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
