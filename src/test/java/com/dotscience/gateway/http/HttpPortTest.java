package com.dotscience.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.DatabaseOutageTest;
import com.dotscience.testing.Embedded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Gateway says of itself over HTTP. That its database is away, {@link DatabaseOutageTest} tries. */
@Embedded
class HttpPortTest {

    private TestGateway gateway;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(data));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void deployersAreCountedAsTheyComeAndLeave() throws Exception {
        TestDeployer minikube = gateway.createDeployer("minikube");
        TestDeployer edge = gateway.createDeployer("edge");
        assertConnected(0);

        OpenStream<Deployment> first = minikube.follow();
        assertConnected(1);
        OpenStream<Deployment> second = minikube.follow();
        OpenStream<Deployment> third = edge.follow();
        assertConnected(2);

        first.close();
        third.close();
        await().untilAsserted(() -> assertConnected(1));
        second.close();
        await().untilAsserted(() -> assertConnected(0));
    }

    private void assertConnected(int deployers) throws Exception {
        HttpResponse<String> health = Http.get(gateway, "/health");
        JsonNode modules = new ObjectMapper().readTree(health.body());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(modules.get("status").asText()).isEqualTo("UP");
        assertThat(modules.get("database").asBoolean()).isTrue();
        assertThat(modules.get("deployers_connected").asInt()).isEqualTo(deployers);
        assertThat(metrics()).contains("\ngateway_deployers_connected " + deployers + ".0\n");
    }

    @Test
    void theTimeFromACommitToAStreamIsMeasured() throws Exception {
        TestDeployer minikube = gateway.createDeployer("minikube");
        gateway.create(minikube, "before");
        assertThat(metrics()).contains("\ngateway_fanout_seconds_count 0\n");

        OpenStream<Deployment> stream = minikube.follow();
        gateway.create(minikube, "roadsigns1");
        gateway.delete("roadsigns1");
        await().until(() -> stream.messages().size() == 2);

        assertThat(metrics())
                .contains("\ngateway_fanout_seconds_count 2\n")
                .contains("\ngateway_fanout_seconds_bucket{le=\"30.0\"} 2\n");
    }

    @Test
    void callsAreTimedByMethodAndCode() throws Exception {
        TestDeployer minikube = gateway.createDeployer("minikube");
        minikube.list();
        minikube.list();
        UpdateDeploymentRequest ofNobody =
                UpdateDeploymentRequest.newBuilder().setId("nobody").build();
        assertThatThrownBy(() -> minikube.calls().updateDeployment(ofNobody))
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "nobody"));
        assertThatThrownBy(() ->
                        gateway.management("Bearer wrong").listDeployers(ListDeployersRequest.getDefaultInstance()))
                .satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));

        await().untilAsserted(() -> assertThat(metrics())
                .contains(counted("deployer_v1.Deployer", "ListDeployments", "OK", 2))
                .contains(counted("deployer_v1.Deployer", "UpdateDeployment", "NOT_FOUND", 1))
                .contains(counted("management_v1.Management", "ListDeployers", "UNAUTHENTICATED", 1))
                .contains(counted("management_v1.Management", "ListDeployers", "OK", 0)));
    }

    private static String counted(String service, String method, String code, int times) {
        return "\ngrpc_server_processing_duration_seconds_count{method=\"" + method
                + "\",methodType=\"UNARY\",service=\"" + service + "\",statusCode=\"" + code + "\"} " + times + "\n";
    }

    @Test
    void eachMetricIsExplainedAndThoseOfTheProcessAreThereToo() throws Exception {
        HttpResponse<String> metrics = Http.get(gateway, "/metrics");
        Map<String, String> help = new HashMap<>();
        metrics.body().lines().filter(line -> line.startsWith("# HELP ")).forEach(line -> {
            String[] words = line.split(" ", 4);
            help.put(words[2], words.length < 4 ? "" : words[3]);
        });

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(help).containsKeys("jvm_memory_used_bytes", "process_uptime_seconds");
        assertThat(help.keySet().stream().filter(name -> name.startsWith("gateway_")))
                .containsExactlyInAnyOrder(
                        "gateway_connections",
                        "gateway_connections_ended_total",
                        "gateway_deployers_connected",
                        "gateway_fanout_seconds",
                        "gateway_fanout_seconds_max",
                        "gateway_wrong_tokens_total");
        assertThat(help).allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
    }

    /** R10 */
    @Test
    void noTokenAndNoNameIsShown() throws Exception {
        TestDeployer minikube = gateway.createDeployer("minikube");
        minikube.follow();

        assertThat(metrics() + Http.get(gateway, "/health").body()).doesNotContain(minikube.token(), "minikube");
    }

    @Test
    void whatIsNotThereOrNotToBeWrittenIsSaidSo() throws Exception {
        assertThat(Http.get(gateway, "/")).extracting(HttpResponse::statusCode).isEqualTo(404);
        assertThat(Http.get(gateway, "/metrics/more"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(404, "There is nothing here.\n");
        assertThat(Http.send("POST", gateway.httpPort(), "/health"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(405, "This is only to be read.\n");
    }

    private String metrics() throws Exception {
        return Http.get(gateway, "/metrics").body();
    }
}
