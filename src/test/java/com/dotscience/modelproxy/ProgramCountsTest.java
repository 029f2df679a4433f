package com.dotscience.modelproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.PrometheusText;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class ProgramCountsTest {

    private static final String ANSWER = "{\"predictions\": [[0.125, 0.875], [0.75, 0.25]]}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Map<String, String>> recorded = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer model;
    private HttpServer sink;
    private Program program;

    @BeforeEach
    void startModelAndSink() throws IOException {
        model = server();
        model.createContext(
                "/v1/models/model:predict", exchange -> answer(exchange, "application/json", ANSWER.getBytes(UTF_8)));
        sink = server();
        sink.createContext("/events", exchange -> {
            Map<String, String> event = new HashMap<>();
            event.put("body", new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getRequestHeaders().forEach((name, values) -> event.put(name.toLowerCase(), values.get(0)));
            recorded.add(event);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        sink.createContext("/hanging", exchange -> hang());
    }

    @AfterEach
    void stop() {
        over.countDown();
        if (program != null) {
            program.close();
        }
        model.stop(0);
        sink.stop(0);
        threads.shutdownNow();
    }

    @Test
    void everyMetricHasAHelpTextAndStandsInTheTable() throws Exception {
        start(Map.of("RECORD_URL", url(sink.getAddress().getPort(), "/events")));
        predict();
        Set<String> table = Pattern.compile("^\\| `(model_proxy_[a-z_]+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/model-proxy-metrics.md")))
                .results()
                .map(row ->
                        row.group(1) + " " + row.group(2) + " " + row.group(3).replaceAll("[` ]", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        await().until(() -> scrape().families().containsKey("model_proxy_requests_total"));
        Set<String> shown = scrape().families().values().stream()
                .filter(family -> !family.help().isBlank())
                .map(family -> family.name() + " " + family.type() + " " + labels(family))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(table).isEqualTo(shown);
    }

    /** In the order of the table, where the method comes before its code. */
    private static String labels(PrometheusText.Family family) {
        String series = family.samples().keySet().iterator().next();
        List<String> names = new ArrayList<>(Pattern.compile("(\\w+)=\"")
                .matcher(series)
                .results()
                .map(label -> label.group(1))
                .filter(name -> !name.equals("le"))
                .toList());
        return names.equals(List.of("code", "method")) ? "method,code" : String.join(",", names);
    }

    @Test
    void predictionsAreCountedHoweverTheyAreSent() throws Exception {
        model.createContext("/packed", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(ANSWER.getBytes(UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, "application/json", packed.toByteArray());
        });
        model.createContext("/chunked", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            for (byte each : ANSWER.getBytes(UTF_8)) {
                exchange.getResponseBody().write(each);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        start(Map.of());

        predict();
        post("/packed", BodyHandlers.ofByteArray());
        assertThat(post("/chunked", BodyHandlers.ofString()).body()).isEqualTo(ANSWER);

        await().until(() -> scrape().value("model_proxy_responses_read_total") == 3);
        PrometheusText counted = scrape();
        assertThat(counted.value("model_proxy_predictions_total{class=\"go\"}")).isEqualTo(3);
        assertThat(counted.value("model_proxy_predictions_total{class=\"stop\"}"))
                .isEqualTo(3);
        assertThat(counted.value("model_proxy_prediction_confidence_sum{class=\"go\"}"))
                .isEqualTo(3 * 0.875);
        assertThat(counted.value("model_proxy_requests_total{code=\"200\",method=\"POST\"}"))
                .isEqualTo(3);
        assertThat(counted.value("model_proxy_request_bytes_total")).isEqualTo(3 * 2);
    }

    @Test
    void theModelsOwnMetricsAreInTheSameScrape() throws Exception {
        model.createContext(
                "/monitoring/prometheus/metrics",
                exchange -> answer(
                        exchange,
                        "text/plain",
                        "# TYPE :tensorflow:core:loads counter\n:tensorflow:core:loads 1\nbroken\n".getBytes(UTF_8)));
        start(Map.of());

        assertThat(scrape().value(":tensorflow:core:loads")).isEqualTo(1);
        assertThat(scrape().value("model_proxy_model_metrics_up")).isEqualTo(1);
    }

    @Test
    void aStreamIsRecordedAndStaysAStream() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        String first = "data: {\"choices\": [1]}\n\n";
        String second = "data: {\"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 2}}\n\n";
        model.createContext("/stream", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(first.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            waitFor(firstSeen);
            exchange.getResponseBody().write(second.getBytes(UTF_8));
            exchange.close();
        });
        start(Map.of("RECORD_URL", url(sink.getAddress().getPort(), "/events")));

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                post("/stream", BodyHandlers.ofInputStream()).body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(first.strip());
            assertThat(recorded).isEmpty();
            firstSeen.countDown();
            assertThat(lines.lines().collect(Collectors.joining("\n"))).contains("prompt_tokens");
        }

        await().until(() -> recorded.size() == 2);
        Map<String, String> request = recorded("org.kubeflow.serving.inference.request");
        Map<String, String> response = recorded("org.kubeflow.serving.inference.response");
        assertThat(request).containsEntry("body", "{}").containsEntry("ce-source", "/deployments/d-1");
        assertThat(response)
                .containsEntry("body", first + second)
                .containsEntry("ce-id", request.get("ce-id"))
                .containsEntry("content-type", "text/event-stream");
        await().until(() -> scrape().value("model_proxy_tokens_total{type=\"completion\"}") == 2);
    }

    @Test
    void aSinkThatHangsOrIsGoneChangesNothing() throws Exception {
        for (String url :
                List.of(url(sink.getAddress().getPort(), "/hanging"), "http://127.0.0.1:1/", "https://127.0.0.1:1/")) {
            start(Map.of("RECORD_URL", url, "RECORD_MAX_BYTES", "1000"));
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                            () -> client.sendAsync(request("/v1/models/model:predict"), BodyHandlers.ofString()))
                    .limit(200)
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(ANSWER));
            await().until(() -> scrape().value("model_proxy_predictions_total{class=\"go\"}") == 200);
            await().until(() ->
                    scrape().families().get("model_proxy_recording_dropped_events_total").samples().values().stream()
                                    .mapToDouble(each -> each)
                                    .sum()
                            > 100);
            program.close();
            program = null;
        }
    }

    @Test
    void classesThatCannotBeReadStopNothing() throws Exception {
        start(Map.of("TF_CLASSES", "cat,dog"));

        predict();

        await().until(() -> scrape().value("model_proxy_predictions_unclassified_total") == 2);
        assertThat(log.toString(UTF_8))
                .contains(
                        "TF_CLASSES cannot be read, and all predictions count as unclassified: write {\"0\": \"cat\", …}");
    }

    private void start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TF_SERVING_ADDR", url(model.getAddress().getPort(), ""),
                "TF_CLASSES", "{\"stop\": 0, \"go\": 1}",
                "DEPLOYMENT_ID", "d-1"));
        environment.putAll(more);
        program = Program.start(
                Settings.from(environment),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                cause -> {
                    throw new AssertionError(cause);
                },
                new ProcessLog(new PrintStream(log, true, UTF_8), Clock.systemUTC()));
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hang() {
        waitFor(over);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void predict() throws Exception {
        HttpResponse<String> answer = post("/v1/models/model:predict", BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
    }

    private <T> HttpResponse<T> post(String path, HttpResponse.BodyHandler<T> handler) throws Exception {
        return client.send(request(path), handler);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(url(program.port(), path)))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private PrometheusText scrape() throws Exception {
        return PrometheusText.parse(client.send(
                        HttpRequest.newBuilder(URI.create(url(program.apiPort(), "/api/metrics")))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private Map<String, String> recorded(String type) {
        return recorded.stream()
                .filter(event -> event.get("ce-type").equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String url(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
