package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.SimulatedRollouts;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every bundled file is replaced by the shortest one that still flows: statuses, metrics and Events are all there, since they are no
 * steps that somebody could forget.
 */
@Embedded
class ShortestRoutesTest {

    private static final Path SHORTEST = Path.of("src/test/resources/com/dotscience/deployer/shortest");
    /** As the Go program reports it. */
    private static final String READY = "Deployment: ready Service: ready Ingress: none";

    private static final Path BUNDLED = Path.of("src/main/resources/routes/deployer");

    private WholeDeployer whole;
    private SimulatedRollouts rollouts;

    @BeforeEach
    void replaceEachFile(@TempDir Path scratch) throws Exception {
        assertThat(names(SHORTEST)).isEqualTo(names(BUNDLED));
        whole = new WholeDeployer(scratch).with("deployer.routes.folder", SHORTEST.toString());
        rollouts = SimulatedRollouts.start(whole.cluster(), Duration.ofMillis(100));
    }

    @AfterEach
    void noneIsRefused() throws Exception {
        try {
            JsonNode routes = whole.health().at("/details/routes");
            assertThat(routes.get("refused")).isEmpty();
            assertThat(routes.get("operators")).hasSize(names(BUNDLED).size());
        } finally {
            rollouts.close();
            whole.close();
        }
    }

    @Test
    void statusesMetricsAndEventsAreAllThere() throws Exception {
        whole.cluster()
                .expect()
                .post()
                .withPath("/api/v1/namespaces/default/services")
                .andReply(500, request -> "not yet")
                .once();
        whole.gateway().put(model("a"));
        whole.start();

        await().untilAsserted(() -> {
            assertThat(whole.objects()).hasSize(2);
            assertThat(status("a")).isEqualTo(READY);
        });
        assertThat(metric("deployer_changes_total", "kind=\"Deployment\"", "action=\"create\"", "outcome=\"made\""))
                .isEqualTo(1);
        assertThat(metric("deployer_changes_total", "kind=\"Service\"", "action=\"create\"", "outcome=\"failed\""))
                .isEqualTo(1);
        assertThat(metric("deployer_changes_total", "kind=\"Service\"", "action=\"create\"", "outcome=\"made\""))
                .isEqualTo(1);
        assertThat(metric("deployer_change_duration_seconds_count")).isEqualTo(3);
        assertThat(metric("deployer_news_to_written_seconds_count")).isEqualTo(2);
        assertThat(metric("deployer_updates_total", "source=\"gateway\"", "kind=\"list\""))
                .isPositive();
        assertThat(metric("deployer_reports_total")).isPositive();
        await().untilAsserted(() ->
                assertThat(events()).contains("Created Deployment", "CreateFailed Service", "Created Service"));

        whole.gateway().put(model("b"));
        await().until(() -> status("b").equals(READY));
        whole.gateway().remove("a");

        await().untilAsserted(() -> {
            assertThat(whole.objects()).hasSize(2);
            assertThat(events()).contains("Deleted Deployment", "Deleted Service");
        });
        assertThat(metric("deployer_updates_total", "source=\"gateway\"", "kind=\"upsert\""))
                .isPositive();
        assertThat(metric("deployer_changes_total", "action=\"delete\"", "outcome=\"made\""))
                .isEqualTo(2);
    }

    @Test
    void whatTheGatewayRefusesIsReportedAgainAndAllIsWhenItIsThereAgain() throws Exception {
        whole.gateway().put(model("a"));
        whole.gateway().refuseReports(3);
        whole.start();

        await().until(() -> status("a").equals(READY));
        assertThat(whole.gateway().reportsToRefuse()).isZero();
        int before = whole.gateway().reports().size();

        whole.gateway().stop();
        whole.gateway().start();

        await().until(() -> whole.gateway().reports().size() > before);
        assertThat(status("a")).isEqualTo(READY);
    }

    private String status(String id) {
        return whole.gateway().reports().stream()
                .filter(report -> report.getId().equals(id))
                .reduce((earlier, later) -> later)
                .map(UpdateDeploymentRequest::getStatus)
                .orElse("");
    }

    private double metric(String name, String... labels) throws Exception {
        return whole.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private List<String> events() {
        return whole.cluster().client().events().v1().events().inAnyNamespace().list().getItems().stream()
                .map(event -> event.getReason() + " " + event.getRegarding().getKind())
                .toList();
    }

    private static Set<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
