package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.AuditTail;
import com.dotscience.testing.MetricsAdapter;
import com.dotscience.testing.PrometheusText;
import com.dotscience.testing.RealNode;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many pods run is decided by Kubernetes' own autoscaler from what the model-proxies count of real requests; a fixture offers it
 * as a metrics adapter does.
 */
@OnANode
class AutoscalerIT {

    private static final String GAUGE = "model_proxy_requests_in_flight";

    /** That would wait for five minutes before it takes pods away. */
    private static final List<String> QUICK = List.of(
            "--horizontal-pod-autoscaler-sync-period=1s", "--horizontal-pod-autoscaler-downscale-stabilization=3s");

    private final InstalledProduct product;

    AutoscalerIT(InstalledProduct product) {
        this.product = product;
    }

    @Test
    void requestsInFlightTakeItFromOnePodToThreeAndBackAndNobodyElseWritesReplicas(@TempDir Path folder)
            throws Exception {
        RealNode node = product.node();
        product.allowOptionalKinds();
        try (RealNode.Flagged quick = node.restart(RealNode.Part.CONTROLLER_MANAGER, QUICK);
                RealNode.Flagged audited = node.restartAudited()) {
            DeployedModel model = DeployedModel.create(
                    product,
                    product.newNamespace("autoscaled"),
                    "busy",
                    "demo/roadsigns:1",
                    "--min",
                    "1",
                    "--max",
                    "3",
                    "--requests-in-flight",
                    "4");
            model.awaitWords("ready", "Its autoscaler cannot scale it (FailedGetPodsMetric): ");
            assertThat(model.pods()).hasSize(1);
            AuditTail log = node.auditLog().tail();

            try (MetricsAdapter adapter = MetricsAdapter.start(
                            product.client(), folder, node.host(), GAUGE, AutoscalerIT::requestsInFlight);
                    HeldRequests load = HeldRequests.at(model.atService(), 12)) {
                awaitReady(model, 3);
                assertThat(model.pods().stream()
                                .map(AutoscalerIT::requestsInFlight)
                                .mapToDouble(OptionalDouble::getAsDouble)
                                .sum())
                        .isEqualTo(12);
                assertThat(load.finish())
                        .extracting(Connection.Answer::status)
                        .hasSize(12)
                        .containsOnly(200);
                awaitReady(model, 1);
            }

            assertThat(log.next())
                    .filteredOn(call -> call.namespace().equals(model.namespace()) && call.isWrite())
                    .filteredOn(call -> call.resource().matches("deployments(/scale)?"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(call -> call.resource().equals("deployments/scale")
                            && call.user().equals("system:serviceaccount:kube-system:horizontal-pod-autoscaler"));
            model.remove();
        }
    }

    /** Waits until so many run, all of them ready, and its status has no complaint. */
    private static void awaitReady(DeployedModel model, int pods) {
        await(pods + " pods").untilAsserted(() -> {
            JsonNode status = model.status();
            assertThat(status.get("status").asText())
                    .as(status.toPrettyString())
                    .isEqualTo("ready");
            assertThat(status.get("readyReplicas").asInt()).isEqualTo(pods);
            assertThat(status.get("message").isNull())
                    .as(status.toPrettyString())
                    .isTrue();
            assertThat(model.pods()).hasSize(pods);
        });
    }

    /** By the gauge of its model-proxy; empty while that does not answer. */
    private static OptionalDouble requestsInFlight(Pod pod) {
        try {
            return PrometheusText.parse(Metrics.of(pod)).families().get(GAUGE).samples().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
