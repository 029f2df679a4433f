package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.console.RouteStatistics;
import com.dotscience.testing.Embedded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ds-deployer routes}. */
@Embedded
class RoutesCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theRoutesOfARunningDeployerAreShown(@TempDir Path folder) throws Exception {
        try (WholeDeployer whole = new WholeDeployer(folder)
                .with("deployer.metrics.user", "operator")
                .with("deployer.metrics.password", "correct horse")) {
            whole.gateway().put(model("a"));
            String url = whole.start().uri("").toString();
            await().until(() -> whole.objects().size() == 2);

            await().untilAsserted(() -> {
                out.getBuffer().setLength(0);
                assertThat(routes("--url", url, "--metrics-user", "operator", "--metrics-password", "correct horse"))
                        .isZero();
                assertThat(out.toString().lines())
                        .anyMatch(line -> line.matches("ID +STATE +COMPLETED +FAILED +INFLIGHT +MEAN +MAX +LAST"))
                        .anyMatch(line -> line.matches("changes +Started +2 +0 +0 +\\d+ms +\\d+ms +\\d+s"))
                        .anyMatch(line -> line.matches("grpc-push +Stopped +0 +0 +0 +- +- +-"));
            });
            assertThat(routes("--url", url + "/", "--metrics-user", "operator", "--metrics-password", "wrong"))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo(
                            "ds-deployer: The deployer at " + url + " wants another user or password: set METRICS_USER"
                                    + " and METRICS_PASSWORD as they are set there\n");
        }
    }

    @Test
    void nobodyThereIsSaidInOneLine() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(routes("--url", "http://127.0.0.1:" + port)).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo("ds-deployer: Nobody answers at http://127.0.0.1:" + port
                        + ": start a deployer with ds-deployer run, or say by --url where it is\n");
    }

    @Test
    void somebodyElseThereIsSaidInOneLine() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jolokia", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>".getBytes());
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(routes("--url", url)).isEqualTo(1);
            assertThat(routes("--url", url + "/elsewhere")).isEqualTo(1);
        } finally {
            server.stop(0);
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "ds-deployer: What answers at " + url
                                + " is no deployer: say by --url where the deployer's management port is",
                        "ds-deployer: What answers at " + url
                                + "/elsewhere is no deployer: say by --url where the deployer's management port is");
    }

    @Test
    void whatIsWrongOnTheCommandLineIsSaid() {
        assertThat(routes("--url", "9300")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--url must be a URL such as http://127.0.0.1:9300, but is '9300'\n");
        err.getBuffer().setLength(0);

        assertThat(routes("--metrics-user", "operator", "--metrics-password", ""))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Only one of METRICS_USER and METRICS_PASSWORD is set: set both, or neither\n");
    }

    @Test
    void timesAreShort() throws IOException {
        Instant now = Instant.parse("2026-11-23T14:00:00Z");
        RoutesView view = new RoutesView(List.of(
                statistics("a", Optional.empty()),
                statistics("b", Optional.of(now.minusSeconds(119))),
                statistics("c", Optional.of(now.minusSeconds(7199))),
                statistics("d", Optional.of(now.minusSeconds(48 * 3600 - 1))),
                statistics("e", Optional.of(now.minusSeconds(48 * 3600)))));

        assertThat(view.lines(now))
                .containsExactly(
                        "ID   STATE     COMPLETED   FAILED   INFLIGHT   MEAN   MAX    LAST",
                        "a    Started   1200        3        2          7ms    40ms   -",
                        "b    Started   1200        3        2          7ms    40ms   119s",
                        "c    Started   1200        3        2          7ms    40ms   119m",
                        "d    Started   1200        3        2          7ms    40ms   47h",
                        "e    Started   1200        3        2          7ms    40ms   2d");
        JsonNode json = new ObjectMapper().readTree(view.json());
        assertThat(json.get(1).toString())
                .isEqualTo("{\"id\":\"b\",\"state\":\"Started\",\"completed\":1200,\"failed\":3,\"inFlight\":2,"
                        + "\"mean\":7,\"max\":40,\"last\":\"2026-11-23T13:58:01Z\"}");
        assertThat(json.at("/0/last").isNull()).isTrue();
    }

    private static RouteStatistics statistics(String id, Optional<Instant> last) {
        return new RouteStatistics(id, "Started", 1200, 3, 2, Optional.of(7L), Optional.of(40L), last);
    }

    private int routes(String... arguments) {
        return new CommandLine(new RoutesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
