package com.dotscience.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Version;
import com.dotscience.testing.Dockerfile;
import com.dotscience.testing.Image;
import com.dotscience.testing.NeedsDistribution;
import com.dotscience.testing.ScratchFolder;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The image of the model-proxy, as far as it can be tried without a container engine. */
@NeedsDistribution
class ModelProxyImageIT {

    private static final String PREDICTIONS = "{\"predictions\": [[0.1, 0.9]]}";

    private static ScratchFolder scratch;
    private static Image image;
    private static Dockerfile dockerfile;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void build() {
        scratch = ScratchFolder.temporary("model-proxy-image-");
        image = Image.unpacked(scratch);
        dockerfile = Dockerfile.read();
        image.build(dockerfile.stage("sidecar").run());
    }

    @AfterAll
    static void remove() {
        scratch.delete();
    }

    @Test
    void itHasNothingOfTheOtherPrograms() throws IOException {
        try (Stream<Path> files = Files.walk(image.distribution())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> image.distribution().relativize(file).toString())
                            .map(name -> name.replaceFirst("^archive/model-proxy-.*\\.jsa$", "the archive"))
                            .filter(name -> !name.matches("LICENSE|NOTICE|licenses/.*")))
                    .containsExactlyInAnyOrderElementsOf(whatItNeeds());
        }
    }

    private static List<String> whatItNeeds() throws IOException {
        List<String> needed = new ArrayList<>(List.of(
                "the archive",
                "bin/model-proxy",
                "lib/model-proxy.classpath",
                "lib/model-proxy.jar",
                "libexec/flags/all",
                "libexec/flags/java-24",
                "libexec/flags/model-proxy",
                "libexec/java.sh"));
        String libraries = Files.readString(image.distribution().resolve("lib/model-proxy.classpath"));
        needed.addAll(List.of(libraries.strip().split(":")));
        return needed;
    }

    /** With its archive, as somebody whom nobody knows, where nothing can be written; and it ends as a pod ends. */
    @Test
    void theEntrypointPassesAPredictionThrough() throws Exception {
        HttpServer model = model();
        int port = freePort();
        int apiPort = freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "TF_SERVING_ADDR",
                "http://127.0.0.1:" + model.getAddress().getPort(),
                "TF_SERVING_PROXY_PORT",
                Integer.toString(port),
                "TF_SERVING_PROXY_API_PORT",
                Integer.toString(apiPort),
                "TF_CLASSES",
                "[\"cat\", \"dog\"]",
                "TERMINATION_GRACE_PERIOD_SECONDS",
                "7"));
        Process modelProxy =
                image.start(environment, dockerfile.stage("model-proxy").command());
        try {
            await().until(() -> !modelProxy.isAlive() || status(apiPort, "/health") == 200);
            assertThat(modelProxy.isAlive()).isTrue();

            HttpRequest request = HttpRequest.newBuilder(uri(port, "/v1/models/model:predict"))
                    .POST(BodyPublishers.ofString("{\"instances\": [[1.0]]}"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(PREDICTIONS);
            assertThat(status(apiPort, "/api/metrics")).isEqualTo(200);

            modelProxy.toHandle().destroy();
            assertThat(modelProxy.waitFor()).isZero();
        } finally {
            modelProxy.destroyForcibly().waitFor();
            model.stop(0);
        }
    }

    @Test
    void itsArchiveIsUsed() {
        assertThat(image.run(Map.of("JAVA_OPTS", "-Xlog:class+load"), List.of("model-proxy", "--version")))
                .contains("com.dotscience.modelproxy.ModelProxy source: shared objects file")
                .contains("model-proxy " + Version.current());
    }

    @Test
    void withoutMemoryItEndsAndAUserMayGiveItMore() {
        assertThat(image.run(Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal"), List.of("model-proxy", "--version")))
                .containsPattern("ExitOnOutOfMemoryError +:?= true ")
                .containsPattern("MaxHeapSize +:?= " + (20 << 20) + " ");
        assertThat(image.run(Map.of("JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"), List.of("model-proxy", "--version")))
                .containsPattern("MaxHeapSize +:?= " + (64 << 20) + " ");
    }

    private static HttpServer model() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String answer = exchange.getRequestMethod().equals("GET")
                    ? "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"AVAILABLE\"}]}"
                    : PREDICTIONS;
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    private int status(int port, String path) throws InterruptedException {
        try {
            HttpResponse<Void> response =
                    client.send(HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.discarding());
            return response.statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
