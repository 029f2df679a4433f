package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pods run, where an autoscaler decides that. */
@Pure
class AutoscalerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deployment.Builder wanted =
            Deployment.newBuilder().setId("1").setNamespace("models").setName("signs");

    AutoscalerTest() {
        wanted.getDeploymentBuilder().setImage("model:1").setReplicas(1).addPorts(8501);
        wanted.getDeploymentBuilder()
                .getAutoscalingBuilder()
                .setMinReplicas(2)
                .setMaxReplicas(5)
                .setCpuPercent(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoscaling/v2", "autoscaling/v2beta2"})
    void theNewerVersionsSayEveryGoal(String version) throws Exception {
        wanted.getDeploymentBuilder().getAutoscalingBuilder().setRequestsInFlight(4);

        assertThat(made(version)).isEqualTo(JSON.readTree("""
                {
                  "apiVersion": "%s",
                  "kind": "HorizontalPodAutoscaler",
                  "metadata": {
                    "namespace": "models",
                    "name": "ds-signs-1",
                    "labels": {"owner": "ds-deployer"},
                    "annotations": {
                      "deployer.dotscience.com/identifier": "us", "name": "signs", "deployment": "1"}},
                  "spec": {
                    "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "ds-signs-1"},
                    "minReplicas": 2,
                    "maxReplicas": 5,
                    "metrics": [
                      {"type": "Pods", "pods": {
                        "metric": {"name": "model_proxy_requests_in_flight"},
                        "target": {"type": "AverageValue", "averageValue": "4"}}},
                      {"type": "Resource", "resource": {
                        "name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}}]}
                }
                """.formatted(version)));
    }

    @Test
    void theOldestSaysWhatItCan() throws Exception {
        assertThat(made("autoscaling/v1").get("spec")).isEqualTo(JSON.readTree("""
                {
                  "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "ds-signs-1"},
                  "minReplicas": 2, "maxReplicas": 5, "targetCPUUtilizationPercentage": 80}
                """));
        assertThat(OptionalObjects.impossible(wanted.build(), AutoscalerManifest.KIND, "autoscaling/v1"))
                .isEmpty();

        wanted.getDeploymentBuilder().getAutoscalingBuilder().setRequestsInFlight(4);
        assertThat(OptionalObjects.impossible(wanted.build(), AutoscalerManifest.KIND, "autoscaling/v1"))
                .contains("This cluster serves HorizontalPodAutoscalers in autoscaling/v1 alone, which cannot go by"
                        + " requests in flight: ask for a share of the processors");
        assertThat(OptionalObjects.impossible(wanted.build(), AutoscalerManifest.KIND, "autoscaling/v2beta2"))
                .isEmpty();
    }

    @Test
    void nothingToGoByIsRefused() {
        wanted.getDeploymentBuilder().getAutoscalingBuilder().clearCpuPercent();

        assertThatThrownBy(() -> made("autoscaling/v2"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage("deployment.autoscaling needs something to go by: cpu_percent, or requests_in_flight");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "3, 3", "9, 5"})
    void podsBeginWithinItsLimitsUnlessTheyAreStopped(int asked, int begun) {
        wanted.getDeploymentBuilder().setReplicas(asked);

        assertThat(manifest("autoscaling/v2").deployment().getSpec().getReplicas())
                .isEqualTo(begun);
    }

    /** Kubernetes counts only pods of which every container asks for some. */
    @Test
    void aModelProxyAsksForALittleOfAProcessorWhereThoseCount() {
        wanted.getMetricsBuilder().setImage("proxy:1").setClasses("stop,go");
        assertThat(proxyRequests()).isEqualTo("{\"cpu\":\"10m\"}");

        wanted.getDeploymentBuilder().getAutoscalingBuilder().setCpuPercent(0).setRequestsInFlight(4);
        assertThat(proxyRequests()).isEmpty();
    }

    private String proxyRequests() {
        JsonNode proxy = JSON.valueToTree(manifest("autoscaling/v2")
                .deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(1));
        JsonNode requests = proxy.at("/resources/requests");
        return requests.isMissingNode() ? "" : requests.toString();
    }

    private JsonNode made(String version) {
        return JSON.valueToTree(manifest(version).optional().get(0));
    }

    private Manifest manifest(String version) {
        return Manifest.of(
                wanted.build(),
                "us",
                IngressClassForm.FIELD,
                new ServedVersions(Map.of(AutoscalerManifest.KIND, version)));
    }
}
