package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Reads back from a HorizontalPodAutoscaler, of whatever version, what it was asked for. */
record AutoscalerReadBack(ObjectMapper json) {

    void into(DeploymentSpec.Builder model, HasMetadata object) {
        if (Kind.of(object) != Kind.HORIZONTAL_POD_AUTOSCALER) {
            return;
        }
        JsonNode spec = json.valueToTree(object).path("spec");
        model.getAutoscalingBuilder()
                .setMinReplicas(spec.path("minReplicas").asInt())
                .setMaxReplicas(spec.path("maxReplicas").asInt())
                .setCpuPercent(spec.path("targetCPUUtilizationPercentage").asInt());
        for (JsonNode metric : spec.path("metrics")) {
            JsonNode cpu = metric.at("/resource/target/averageUtilization");
            JsonNode inFlight = metric.at("/pods/target/averageValue");
            if (!cpu.isMissingNode()) {
                model.getAutoscalingBuilder().setCpuPercent(cpu.asInt());
            }
            if (!inFlight.isMissingNode()) {
                model.getAutoscalingBuilder().setRequestsInFlight(inFlight.asInt());
            }
        }
    }
}
